package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.heap.DirectBuffer;
import dev.leakcheck.internal.heap.HeapDumpReachability;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.track.BufferTable.Reservation;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.internal.verdict.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The direct memory that only instances of test classes hold: they are as good as dead, but JUnit lets go of them later,
 * and the class looks again.
 */
final class InstanceBuffers {

    private final HeapDumpReachability dump;
    private final List<DirectBuffer> buffers;
    private final Map<Reservation, Long> addresses;

    private InstanceBuffers(HeapDumpReachability dump, Set<String> testClasses) {
        this.dump = dump;
        this.buffers = dump.directBuffers(testClasses);
        this.addresses = Tracker.instance().buffers().addresses();
    }

    static InstanceBuffers of(Set<String> testClasses) {
        return new InstanceBuffers(HeapDumpReachability.analyse(), testClasses);
    }

    /** What else there is, of a total what is left of it. */
    List<Sighting> removedFrom(List<Sighting> suspects) {
        List<Sighting> others = new ArrayList<>();
        for (Sighting suspect : suspects) {
            if (suspect.probe().resource() != Resource.DIRECT_MEMORY) {
                others.add(suspect);
            } else if (!dump.analysed()) {
                // An instance may hold it.
                Notices.onceOf("Direct memory above its budget could not be judged: ", dump.reason());
            } else if (!(suspect.live().identity() instanceof Reservation reservation)) {
                others.add(suspect.with(new Remainder(suspect.live(), bytesOfInstances())));
            } else if (!isOfInstance(reservation)) {
                others.add(suspect);
            }
        }
        return others;
    }

    private long bytesOfInstances() {
        return buffers.stream()
                .filter(DirectBuffer::ofInstance)
                .mapToLong(DirectBuffer::bytes)
                .sum();
    }

    private boolean isOfInstance(Reservation reservation) {
        long begin = addresses.getOrDefault(reservation, -1L);
        return buffers.stream()
                .anyMatch(buffer -> buffer.ofInstance()
                        && buffer.address() >= begin
                        && buffer.address() - begin < reservation.bytes());
    }
}
