package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Standing;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** Direct memory as the JVM totals it: without sites, and only for scopes that run alone. */
final class PooledTotal {

    private final Map<Scope, Long> before = Collections.synchronizedMap(new WeakHashMap<>());

    void opened(Scope scope) {
        if (scope.kind() == Scope.Kind.TEST || scope.kind() == Scope.Kind.BLOCK) {
            before.put(scope, used());
        }
    }

    void closed(Scope scope) {
        before.remove(scope);
    }

    Collection<LiveResource> live(Scope scope) {
        Long baseline = before.get(scope);
        long growth = baseline == null ? 0 : used() - baseline;
        return growth <= 0 ? List.of() : List.of(new Growth(growth));
    }

    private static long used() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private record Growth(long amount) implements LiveResource {
        @Override
        public Object identity() {
            return this;
        }

        @Override
        public String summary() {
            return "direct buffers of " + Sizes.format(amount) + " in all";
        }

        @Override
        public Standing standing() {
            return Standing.endsAtGc("a direct buffer is freed when nobody holds it");
        }

        @Override
        public String remedy() {
            return LiveReservation.REMEDY;
        }
    }
}
