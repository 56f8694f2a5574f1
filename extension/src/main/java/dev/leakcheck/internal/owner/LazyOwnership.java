package dev.leakcheck.internal.owner;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Who keeps what at the time of one look, asked once, or again after a garbage collection, and only if need be. */
public final class LazyOwnership {

    /** Weakly: what is remembered of the last look must not keep owners that were dropped since. */
    private @Nullable WeakReference<Ownership> known;

    /** A look that has not asked yet. */
    public LazyOwnership() {}

    /** The answer. */
    public synchronized Ownership get() {
        Ownership answer = known == null ? null : known.get();
        if (answer == null) {
            answer = Ownership.now();
            known = new WeakReference<>(answer);
        }
        return answer;
    }
}
