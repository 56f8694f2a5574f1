package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.spi.Moment;
import java.util.List;
import java.util.Set;

/**
 * The probes that a scope asks, in the order in which they were found.
 *
 * @param beforeGc those that judge before a garbage collection is forced
 * @param afterGc those that judge after it
 */
record ProbeSet(List<GuardedProbe> all, List<GuardedProbe> beforeGc, List<GuardedProbe> afterGc) {

    /** Those that see one of the resources. */
    static ProbeSet of(List<GuardedProbe> loaded, Set<Resource> resources) {
        List<GuardedProbe> all = loaded.stream()
                .filter(probe -> resources.contains(probe.resource()))
                .toList();
        return new ProbeSet(all, at(Moment.BEFORE_GC, all), at(Moment.AFTER_GC, all));
    }

    private static List<GuardedProbe> at(Moment moment, List<GuardedProbe> probes) {
        return probes.stream().filter(probe -> probe.moment() == moment).toList();
    }
}
