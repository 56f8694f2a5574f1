package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where the owners that libraries know of were created; keeps none of them alive. */
public final class OwnerTable {

    /** One creation. */
    public static final class Creation {
        private final ScopedOrigin origin;
        private final long number;

        Creation(ScopedOrigin origin, long number) {
            this.origin = origin;
            this.number = number;
        }

        /** Where, and in which scope. */
        public ScopedOrigin origin() {
            return origin;
        }

        /** Counts up: of two owners the older one has the lower number. */
        public long number() {
            return number;
        }
    }

    private final WeakIdentityMap<Object, Creation> owners = new WeakIdentityMap<>();
    private final AtomicLong created = new AtomicLong();

    /** The constructors of a class and of its superclass may both tell. */
    void created(Object owner, ScopedOrigin origin) {
        if (owners.get(owner) == null) {
            owners.put(owner, new Creation(origin, created.incrementAndGet()));
        }
    }

    /** Visits those that are neither garbage nor forgotten. */
    public void forEach(BiConsumer<Object, Creation> action) {
        owners.forEach(action);
    }

    /** Whether none was ever created: then there is nothing to ask for. */
    public boolean isUnused() {
        return created.get() == 0;
    }

    /** Where an owner was created; null if it is none, or unknown. */
    public @Nullable Creation creation(Object owner) {
        return owners.get(owner);
    }

    /** Forgets an owner that has ended. */
    public void forget(Object owner) {
        owners.remove(owner);
    }
}
