package dev.leakcheck.internal.junit;

import dev.leakcheck.LeakTrend;
import dev.leakcheck.internal.config.BadConfigurationException;
import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.trend.Plan;
import dev.leakcheck.internal.trend.Trend;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** The JUnit extension behind {@link LeakTrend}: gives the rounds one by one, as long as none fails. */
public final class TrendExtension implements TestTemplateInvocationContextProvider, ExecutionCondition {

    private static final ConditionEvaluationResult ENABLED = ConditionEvaluationResult.enabled("a round");

    /** JUnit calls this. */
    public TrendExtension() {}

    /** Beside {@code @Test} JUnit would run the method once more, on its own. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String id = context.getUniqueId();
        boolean single = id.substring(id.lastIndexOf('[')).startsWith("[method:");
        return single && context.getTestMethod().filter(TrendExtension::isTrend).isPresent()
                ? ConditionEvaluationResult.disabled("@LeakTrend stands in place of @Test: leave @Test out")
                : ENABLED;
    }

    static boolean isTrend(Method method) {
        return OwnAnnotations.areOn(method) && AnnotationSupport.isAnnotated(method, LeakTrend.class);
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getTestMethod().filter(TrendExtension::isTrend).isPresent();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        try {
            Run run = Run.of(context);
            if (run.fault() != null) {
                throw run.fault();
            }
            if (!run.isOn()) {
                return Stream.of(new Round(1, 1));
            }
            Method method = context.getRequiredTestMethod();
            Plan plan = plan(method);
            Trend trend =
                    new Trend(ScopeNames.of(context), plan, run.policies().of(context.getRequiredTestClass(), method));
            context.getStore(Run.NAMESPACE).put(Trend.class, trend);
            return IntStream.rangeClosed(1, plan.iterations())
                    .takeWhile(round -> trend.goesOn())
                    .mapToObj(round -> new Round(round, plan.iterations()));
        } catch (BadConfigurationException e) {
            throw new ExtensionConfigurationException(e.getMessage());
        }
    }

    private static Plan plan(Method method) {
        String place = ScopeNames.of(method);
        for (Annotation annotation : method.getAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            boolean other = AnnotationSupport.isAnnotated(type, TestTemplate.class) || type == TestFactory.class;
            if (other && type != LeakTrend.class && !AnnotationSupport.isAnnotated(type, LeakTrend.class)) {
                throw new BadConfigurationException("@LeakTrend on " + place + ": it cannot stand beside @"
                        + type.getSimpleName() + ", which runs the method in its own way. Leave one of them out");
            }
        }
        LeakTrend trend =
                AnnotationSupport.findAnnotation(method, LeakTrend.class).orElseThrow();
        long heap = Sizes.parse(trend.heap(), "@LeakTrend(heap) on " + place);
        return new Plan(trend.iterations(), trend.warmUp(), heap).checked(place);
    }

    private record Round(int number, int of) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "round " + number + " of " + of;
        }
    }
}
