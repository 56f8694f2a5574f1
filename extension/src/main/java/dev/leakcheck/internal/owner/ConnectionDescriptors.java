package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.owner.library.PhysicalConnection;
import dev.leakcheck.internal.track.Tracker;
import java.util.List;
import java.util.Set;

/** The descriptors that a driver's connection leads to now, whenever they were opened. */
public final class ConnectionDescriptors {

    private ConnectionDescriptors() {}

    /** Their numbers; the connection is looked at, and not asked. */
    public static Set<Integer> of(Object connection) {
        return Parts.of(
                        PhysicalConnection.parts(List.of(connection)),
                        Tracker.instance().owners())
                .descriptors;
    }
}
