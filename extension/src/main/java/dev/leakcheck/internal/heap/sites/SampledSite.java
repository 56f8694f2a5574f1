package dev.leakcheck.internal.heap.sites;

import java.util.List;

/**
 * Where most of the samples of some classes were allocated.
 *
 * @param samples how many were allocated there
 * @param all how many samples there are of these classes
 * @param frames innermost first, trimmed
 */
public record SampledSite(int samples, int all, List<StackTraceElement> frames) {

    /** Copies the frames. */
    public SampledSite {
        frames = List.copyOf(frames);
    }

    /** What comes before the frames. */
    public String heading() {
        return "allocated at (" + samples + " of " + all + (all == 1 ? " sample)" : " samples)");
    }
}
