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
    private final Map<Scope, Baseline> before = Collections.synchronizedMap(new WeakHashMap<>());

    CountedDescriptors(OpenDescriptors system) {
        this.system = system;
    }

    void opened(Scope scope) {
        before.put(scope, new Baseline(system.count()));
    }

    /** What a scope was judged for, those around it need not answer for again. */
    void closed(Scope scope) {
        Baseline ended = before.remove(scope);
        long left = ended == null ? 0 : system.count() - ended.count;
        if (left > 0) {
            synchronized (before) {
                before.values().forEach(around -> around.count += left);
            }
        }
    }

    /** One resource that stands for all that the count has grown by: the same one in every look. */
    Collection<LiveResource> live(Scope scope) {
        Baseline baseline = before.get(scope);
        long growth = baseline == null || scope.kind() == Scope.Kind.RUN ? 0 : system.count() - baseline.count;
        return growth <= 0 ? List.of() : List.of(new Growth(baseline, growth, system.limitation()));
    }

    private static final class Baseline {
        private volatile long count;

        Baseline(long count) {
            this.count = count;
        }
    }

    private record Growth(Baseline baseline, long amount, String limitation) implements LiveResource {
        @Override
        public Object identity() {
            return baseline;
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
