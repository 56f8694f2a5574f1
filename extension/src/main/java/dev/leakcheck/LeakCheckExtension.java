package dev.leakcheck;

import dev.leakcheck.internal.junit.Lifecycle;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * The JUnit extension behind {@link LeakCheck}, for all resources unless that annotation names some.
 *
 * <p>Registered by {@link LeakCheck}, by {@code @ExtendWith} or, for all test classes without any annotation, by
 * {@code junit.jupiter.extensions.autodetection.enabled=true}.
 */
public final class LeakCheckExtension
        implements ExecutionCondition,
                TestInstancePreConstructCallback,
                TestInstancePostProcessor,
                BeforeAllCallback,
                BeforeEachCallback,
                InvocationInterceptor {

    private static final ConditionEvaluationResult ENABLED =
            ConditionEvaluationResult.enabled("LeakCheck never disables");

    /** Creates the extension; JUnit calls this. */
    public LeakCheckExtension() {}

    /** Since JUnit 5.12: the hook before the constructor is told which test it is for. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factoryContext, ExtensionContext context) {
        Lifecycle.beforeConstruction(context, factoryContext.getOuterInstance());
    }

    @Override
    public void postProcessTestInstance(Object testInstance, ExtensionContext context) {
        Lifecycle.instanceMade(testInstance, context);
    }

    /** Not a condition at all: this is the first hook of a class, and of a test whose instance is there already. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            Lifecycle.enterClass(context);
        } else if (context.getTestInstance().isPresent()) {
            Lifecycle.enterTest(context);
        }
        return ENABLED;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Lifecycle.enterClass(context);
        Lifecycle.started(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Lifecycle.enterTest(context);
        Lifecycle.started(context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext invocationContext, ExtensionContext context)
            throws Throwable {
        Lifecycle.dynamicTest(context, invocation);
    }
}
