package dev.leakcheck.internal.junit;

import dev.leakcheck.internal.session.Instances;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstances;

/** The test instances that a context knows; of a class, those that live as long as it. */
record ContextInstances(@Nullable ExtensionContext context) implements Instances {

    @Override
    public List<Object> all() {
        return of(Optional.ofNullable(context));
    }

    @Override
    public List<Object> ofClasses() {
        Optional<ExtensionContext> at = Optional.ofNullable(context);
        while (at.isPresent() && (at.get().getTestMethod().isPresent() || of(at).isEmpty())) {
            at = at.get().getParent();
        }
        return of(at);
    }

    @Override
    public Map<String, List<Object>> closedAfterAll(@Nullable StackTraceElement maker) {
        Map<String, List<Object>> closed = new LinkedHashMap<>();
        List<Class<?>> around = testClasses();
        if (maker != null && around.stream().anyMatch(type -> ClosedAfterAll.isPreparedBy(maker, type))) {
            around.forEach(type -> closed.put(type.getName(), ClosedAfterAll.by(type, ofClasses())));
        }
        return closed;
    }

    @Override
    public Map<String, List<Object>> madeOnDemand() {
        Map<String, List<Object>> made = new LinkedHashMap<>();
        for (Class<?> test : testClasses()) {
            for (Class<?> type = test; type != null && type != Object.class; type = type.getSuperclass()) {
                made.put(type.getName(), Fixtures.madeOnDemand(type, ofClasses()));
            }
        }
        return made;
    }

    private List<Class<?>> testClasses() {
        return Stream.iterate(
                        Optional.ofNullable(context),
                        Optional::isPresent,
                        at -> at.flatMap(ExtensionContext::getParent))
                .flatMap(at -> at.flatMap(ExtensionContext::getTestClass).stream())
                .distinct()
                .<Class<?>>map(type -> type)
                .toList();
    }

    /** Whether all tests of a class share an instance. */
    static boolean arePerClass(ExtensionContext context) {
        return context.getTestInstanceLifecycle()
                .filter(TestInstance.Lifecycle.PER_CLASS::equals)
                .isPresent();
    }

    private static List<Object> of(Optional<ExtensionContext> context) {
        return context.flatMap(ExtensionContext::getTestInstances)
                .map(TestInstances::getAllInstances)
                .orElse(List.of());
    }
}
