package dev.leakcheck.spi;

import java.util.List;

/**
 * A further fact about a leak: a heading, then lines or frames below it.
 *
 * @param heading for example {@code now at}
 * @param lines plain lines, printed indented
 * @param frames stack frames, printed so that an IDE makes them clickable
 */
public record Detail(String heading, List<String> lines, List<StackTraceElement> frames) {

    /**
     * Copies the lists.
     *
     * @param heading the heading
     * @param lines plain lines
     * @param frames stack frames
     */
    public Detail {
        lines = List.copyOf(lines);
        frames = List.copyOf(frames);
    }

    /**
     * Returns a detail of frames.
     *
     * @param heading the heading
     * @param frames the frames, innermost first
     * @return the detail
     */
    public static Detail frames(String heading, List<StackTraceElement> frames) {
        return new Detail(heading, List.of(), frames);
    }

    /**
     * Returns a detail of lines.
     *
     * @param heading the heading
     * @param lines the lines
     * @return the detail
     */
    public static Detail lines(String heading, List<String> lines) {
        return new Detail(heading, lines, List.of());
    }
}
