package dev.leakcheck.internal.track;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The direct memory that is reserved. */
public final class BufferTable {

    /** One reservation, from allocation to the run of its deallocator. */
    public static final class Reservation {
        private final long bytes;
        private final ScopedOrigin origin;

        Reservation(long bytes, ScopedOrigin origin) {
            this.bytes = bytes;
            this.origin = origin;
        }

        /** Its size. */
        public long bytes() {
            return bytes;
        }

        /** Where it was allocated. */
        public ScopedOrigin origin() {
            return origin;
        }
    }

    // The JDK holds the deallocator until it has run; the buffer itself must not be tracked weakly.
    private final WeakIdentityMap<Object, Reservation> reservations = new WeakIdentityMap<>();

    void reserved(Object deallocator, long bytes, ScopedOrigin origin) {
        reservations.put(deallocator, new Reservation(bytes, origin));
    }

    void freed(Object deallocator) {
        reservations.remove(deallocator);
    }

    /** Where the memory of what is not freed yet begins; without those that cannot be told. */
    public Map<Reservation, Long> addresses() {
        Map<Reservation, Long> addresses = new IdentityHashMap<>();
        reservations.forEach((deallocator, reservation) -> {
            Modules.open(deallocator.getClass());
            if (Reflect.field(deallocator, "address") instanceof Long address) {
                addresses.put(reservation, address);
            }
        });
        return addresses;
    }

    /** What is not freed yet. */
    public List<Reservation> live() {
        List<Reservation> live = new ArrayList<>();
        reservations.forEach((deallocator, reservation) -> live.add(reservation));
        return live;
    }
}
