package dev.leakcheck.internal.junit;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.BadConfigurationException;
import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.session.ScopeSession;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;

/** Opens a scope at the first hook that JUnit offers for a class or a test and ties it to the last one. */
public final class Lifecycle {

    /** Up to JUnit 5.11 the hook before the constructor does not say for which test: that is told a little later. */
    private static final ThreadLocal<@Nullable NamelessTest> NAMELESS = new ThreadLocal<>();

    private Lifecycle() {}

    /** Before any condition, callback or method of the class. */
    public static void enterClass(ExtensionContext context) {
        if (ownScope(context) == null) {
            // What was made on this thread and has not become a test by now was made for a class, or never became one.
            abandonNameless();
            open(context, Scope.Kind.CLASS, run -> run.policies().of(context.getRequiredTestClass()));
            CheckedScope scope = ownScope(context);
            if (scope != null && scope.scope() != null) {
                Run.of(context).openClasses().opened(scope.scope(), context);
                noteInherited(context);
            }
        }
    }

    /** Before the constructor of the test class. */
    public static void beforeConstruction(ExtensionContext told, Optional<Object> outerInstance) {
        ExtensionContext context = madeFor(told);
        if (ContextSurroundings.arePerClass(context)) {
            return;
        }
        if (context.getTestMethod().isPresent()) {
            enterTest(context);
            return;
        }
        NamelessTest begun = NAMELESS.get();
        if (begun == null || !begun.goesOnInside(outerInstance)) {
            abandonNameless();
            CheckedScope scope =
                    make(context, Scope.Kind.TEST, run -> run.policies().of(context.getRequiredTestClass()));
            if (scope != null) {
                NAMELESS.set(new NamelessTest(scope));
                // A test whose constructor fails, or that is disabled, never tells its name: it ends before its class.
                context.getStore(Run.NAMESPACE)
                        .put("nameless of thread " + Thread.currentThread().getId(), scope);
            }
        }
    }

    private static ExtensionContext madeFor(ExtensionContext told) {
        if (told.getTestMethod().isPresent()) {
            return told;
        }
        CheckedScope around = ownScope(told);
        return Run.of(told).openClasses().innermost(around == null ? null : around.scope(), told);
    }

    /** Before the first callback of a test; after its constructor, if it has its own instance. */
    public static void enterTest(ExtensionContext context) {
        if (ownScope(context) != null || context.getTestInstance().isPresent() && isContainer(context)) {
            return;
        }
        NamelessTest begun = NAMELESS.get();
        if (begun == null || !begun.is(context)) {
            abandonNameless();
            open(context, Scope.Kind.TEST, run -> policyOfTest(run, context));
            return;
        }
        NAMELESS.remove();
        CheckedScope nameless = begun.scope();
        try {
            nameless.adopt(policyOfTest(nameless.run(), context), ScopeNames.of(context));
        } catch (BadConfigurationException e) {
            nameless.refuse(e);
        }
        context.getStore(Run.NAMESPACE).put(CheckedScope.class, nameless.belongsTo(context));
    }

    /** Around a dynamic test, whose context knows neither its class and method nor how it ended. */
    public static void dynamicTest(ExtensionContext context, InvocationInterceptor.Invocation<Void> invocation)
            throws Throwable {
        open(context, Scope.Kind.TEST, run -> policyOfTest(run, ScopeNames.declaring(context)));
        CheckedScope scope = ownScope(context);
        if (scope == null) {
            invocation.proceed();
            return;
        }
        scope.started();
        try {
            invocation.proceed();
        } catch (Throwable failure) {
            scope.failed(failure);
            throw failure;
        }
    }

    /** The class or test is not disabled. */
    public static void started(ExtensionContext context) {
        CheckedScope scope = ownScope(context);
        BadConfigurationException fault = (scope == null ? Run.of(context) : scope.run()).fault();
        if (fault == null && scope != null) {
            scope.started();
            fault = scope.fault();
        }
        if (fault != null) {
            throw new ExtensionConfigurationException(fault.getMessage());
        }
    }

    /**
     * An instance was made. What the first one of a class allocated includes the static initialiser of the class, which
     * is not the test's doing.
     */
    public static void instanceMade(Object instance, ExtensionContext context) {
        NamelessTest begun = NAMELESS.get();
        if (begun != null) {
            begun.made(instance);
        }
        ExtensionContext classContext =
                context.getTestMethod().isPresent() ? context.getParent().orElse(context) : context;
        if (classContext.getStore(Run.NAMESPACE).get(FirstInstance.class) != null) {
            return;
        }
        CheckedScope scope = begun != null ? begun.scope() : nearestScope(madeFor(context));
        if (scope != null) {
            classContext.getStore(Run.NAMESPACE).put(FirstInstance.class, FirstInstance.MADE);
            noteFixtures(context, scope);
            scope.startMemory();
        }
    }

    private static void noteInherited(ExtensionContext context) {
        try {
            Fixtures.noteInherited(context);
        } catch (RuntimeException | LinkageError unreadable) {
            // Then all of it is taken for the class's.
        }
    }

    private static void noteFixtures(ExtensionContext context, CheckedScope scope) {
        ScopeNode node = scope.scope();
        try {
            if (node != null) {
                Fixtures.note(context, node);
            }
        } catch (RuntimeException | LinkageError unreadable) {
            // Then what they open is the tests'.
        }
    }

    private enum FirstInstance {
        MADE
    }

    private static void open(ExtensionContext context, Scope.Kind kind, Function<Run, Policy> policy) {
        CheckedScope scope = make(context, kind, policy);
        if (scope != null) {
            context.getStore(Run.NAMESPACE).put(CheckedScope.class, scope.belongsTo(context));
            if (kind == Scope.Kind.TEST) { // When a class begins, its fixtures are still to be made.
                noteFixtures(context, scope);
            }
        }
    }

    private static @Nullable CheckedScope make(
            ExtensionContext context, Scope.Kind kind, Function<Run, Policy> policy) {
        CheckedScope around = nearestScope(context);
        Run run = around == null ? Run.of(context) : around.run();
        if (!run.isOn()) {
            return null;
        }
        BadConfigurationException fault = null;
        Policy resolved;
        try {
            resolved = policy.apply(run);
        } catch (BadConfigurationException e) {
            fault = e;
            resolved = Policy.of(run.configuration());
        }
        ScopeNode parent = around == null || around.scope() == null ? run.scope() : around.scope();
        CheckedScope scope = new CheckedScope(run, openSession(context, parent, kind, resolved));
        if (fault != null) {
            scope.refuse(fault);
        }
        return scope;
    }

    private static @Nullable ScopeSession openSession(
            ExtensionContext context, ScopeNode parent, Scope.Kind kind, Policy policy) {
        ScopeNode node = null;
        try {
            Set<String> classes = kind == Scope.Kind.CLASS
                    // Not its superclasses: their static state serves the other subclasses, too.
                    ? Set.of(context.getRequiredTestClass().getName())
                    : Set.of();
            node = parent.openChild(kind, ScopeNames.of(context), classes);
            return ScopeSession.open(node, policy);
        } catch (Throwable fault) {
            ScopeSession.abandon(node);
            Notices.once("A scope could not be opened: " + fault + ". Nothing is checked in it");
            return null;
        }
    }

    private static Policy policyOfTest(Run run, ExtensionContext context) {
        Policy policy = run.policies().of(context.getRequiredTestClass(), context.getRequiredTestMethod());
        // The heap is judged over all rounds: each of them may fill a cache a little more.
        return TrendExtension.isTrend(context.getRequiredTestMethod()) ? policy.without(Resource.HEAP) : policy;
    }

    /**
     * The container of a method's invocations has a method, too; each invocation is a test of its own. It is told of only
     * where it has an instance, the one of its class.
     */
    private static boolean isContainer(ExtensionContext context) {
        String id = context.getUniqueId();
        return id.substring(id.lastIndexOf('[')).startsWith("[test-template:");
    }

    private static @Nullable CheckedScope nearestScope(ExtensionContext context) {
        return context.getStore(Run.NAMESPACE).get(CheckedScope.class, CheckedScope.class);
    }

    private static @Nullable CheckedScope ownScope(ExtensionContext context) {
        CheckedScope nearest = nearestScope(context);
        return nearest != null && nearest.belongsToExactly(context) ? nearest : null;
    }

    private static void abandonNameless() {
        NamelessTest stale = NAMELESS.get();
        if (stale != null) {
            NAMELESS.remove();
            stale.scope().close();
        }
    }
}
