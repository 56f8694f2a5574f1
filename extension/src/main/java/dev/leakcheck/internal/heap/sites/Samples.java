package dev.leakcheck.internal.heap.sites;

import dev.leakcheck.internal.bytecode.SourceFile;
import dev.leakcheck.internal.scope.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was allocated in some time and is still alive, as far as it was sampled. */
public final class Samples {

    private final List<Sample> samples;
    private final String reason;

    Samples(List<Sample> samples, String reason) {
        this.samples = samples;
        this.reason = reason;
    }

    static Samples none(String reason) {
        return new Samples(List.of(), reason);
    }

    /** Returns why there may be none, for a sentence that began with "unknown". */
    public String reason() {
        return reason;
    }

    /** Returns these samples without what some threads allocated. */
    public Samples without(Set<Long> threads) {
        return new Samples(
                samples.stream()
                        .filter(sample -> !threads.contains(sample.thread()))
                        .toList(),
                reason);
    }

    private static List<StackTraceElement> withFiles(List<StackTraceElement> frames) {
        return frames.stream()
                .map(frame -> new StackTraceElement(
                        frame.getClassLoaderName(),
                        null,
                        null,
                        frame.getClassName(),
                        frame.getMethodName(),
                        SourceFile.of(frame.getClassName()),
                        frame.getLineNumber()))
                .toList();
    }

    /** Returns where most of the sampled objects of these classes were allocated; null if there is no such sample. */
    public @Nullable SampledSite siteOf(Set<String> classNames) {
        Map<List<StackTraceElement>, Integer> counts = new LinkedHashMap<>();
        int all = 0;
        for (Sample sample : samples) {
            if (classNames.contains(sample.className())) {
                List<StackTraceElement> site = Site.trim(sample.stack().toArray(StackTraceElement[]::new));
                if (!site.isEmpty() && !Site.isJdk(site.get(0))) {
                    counts.merge(site, 1, Integer::sum);
                    all++;
                }
            }
        }
        List<StackTraceElement> best = List.of();
        for (Map.Entry<List<StackTraceElement>, Integer> each : counts.entrySet()) {
            best = best.isEmpty() || each.getValue() > counts.get(best) ? each.getKey() : best;
        }
        return all == 0 ? null : new SampledSite(counts.get(best), all, withFiles(best));
    }
}
