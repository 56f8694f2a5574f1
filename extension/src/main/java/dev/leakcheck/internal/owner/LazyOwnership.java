package dev.leakcheck.internal.owner;

import org.jspecify.annotations.Nullable;

/** Who keeps what at the time of one look, asked at most once and only if need be. */
public final class LazyOwnership {

    private @Nullable Ownership known;

    /** A look that has not asked yet. */
    public LazyOwnership() {}

    /** The answer. */
    public synchronized Ownership get() {
        Ownership answer = known;
        if (answer == null) {
            answer = Ownership.now();
            known = answer;
        }
        return answer;
    }
}
