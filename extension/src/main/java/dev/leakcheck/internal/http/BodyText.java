package dev.leakcheck.internal.http;

import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.track.CallTable.Ending;

/** Says how far a body was read. */
public final class BodyText {

    private BodyText() {}

    /**
     * What to append to a summary: {@code , 64 KB of 2 MB read}.
     *
     * @param length of the body, -1 if unknown
     */
    public static String read(long bytes, long length) {
        String read = bytes == 0 ? "nothing" : Sizes.format(bytes);
        return length < 0 ? ", " + read + " read" : ", " + read + " of " + Sizes.format(length) + " read";
    }

    /**
     * What to append to the summary of a body that was abandoned.
     *
     * @param length of the body, -1 if unknown
     */
    public static String ending(Ending ending, long length) {
        if (!ending.early()) {
            return ", read to its end and not closed";
        }
        if (ending.received() == 0) {
            return length < 0 ? ", closed unread" : ", closed with nothing of " + Sizes.format(length) + " read";
        }
        return ending.received() < 0 || length < 0
                ? ", closed before its end"
                : ", closed after " + Sizes.format(ending.received()) + " of " + Sizes.format(length);
    }
}
