package dev.leakcheck.internal.probe.descriptors;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.os.OpenDescriptors;
import dev.leakcheck.spi.Detail;
import dev.leakcheck.spi.LiveResource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** Descriptors by count, for systems that do not list them. */
final class CountedDescriptors {

    private final OpenDescriptors system;
    private final Map<Scope, Long> before = Collections.synchronizedMap(new WeakHashMap<>());

    CountedDescriptors(OpenDescriptors system) {
        this.system = system;
    }

    void opened(Scope scope) {
        before.put(scope, system.count());
    }

    void closed(Scope scope) {
        before.remove(scope);
    }

    /** One resource that stands for all that the count has grown by. */
    Collection<LiveResource> live(Scope scope) {
        Long baseline = before.get(scope);
        long growth = baseline == null || scope.kind() == Scope.Kind.RUN ? 0 : system.count() - baseline;
        return growth <= 0 ? List.of() : List.of(new Growth(growth, system.limitation()));
    }

    private record Growth(long amount, String limitation) implements LiveResource {
        @Override
        public Object identity() {
            return this;
        }

        @Override
        public String summary() {
            return amount + " more descriptors open than before";
        }

        @Override
        public List<Detail> details() {
            return List.of(Detail.lines("not known which", List.of(limitation)));
        }

        @Override
        public String remedy() {
            return "close what was opened before the test ends";
        }
    }
}
