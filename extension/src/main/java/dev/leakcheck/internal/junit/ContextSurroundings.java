package dev.leakcheck.internal.junit;

import dev.leakcheck.internal.session.Surroundings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.platform.engine.TestDescriptor;

/** What a context knows: the test instances, of a class those that live as long as it, and what the contexts around it keep. */
record ContextSurroundings(@Nullable ExtensionContext context) implements Surroundings {

    @Override
    public List<Object> instances() {
        return of(Optional.ofNullable(context));
    }

    @Override
    public List<Object> instancesOfClasses() {
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
            around.forEach(type -> closed.put(type.getName(), ClosedAfterAll.by(type, instancesOfClasses())));
        }
        return closed;
    }

    @Override
    public Map<String, List<Object>> madeOnDemand() {
        Map<String, List<Object>> made = new LinkedHashMap<>();
        for (Class<?> test : testClasses()) {
            for (Class<?> type = test; type != null && type != Object.class; type = type.getSuperclass()) {
                made.put(type.getName(), Fixtures.madeOnDemand(type, instancesOfClasses()));
            }
        }
        return made;
    }

    @Override
    public List<Object> stored() {
        return contexts()
                .skip(1)
                .flatMap(around -> Stores.valuesOf(around).stream())
                .toList();
    }

    @Override
    public boolean isOfRunner(Object object) {
        return object instanceof ExtensionContext || object instanceof TestDescriptor;
    }

    /** From the innermost on. */
    private Stream<ExtensionContext> contexts() {
        return Stream.iterate(
                        Optional.ofNullable(context),
                        Optional::isPresent,
                        at -> at.flatMap(ExtensionContext::getParent))
                .flatMap(Optional::stream);
    }

    private List<Class<?>> testClasses() {
        return contexts()
                .flatMap(at -> at.getTestClass().stream())
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
