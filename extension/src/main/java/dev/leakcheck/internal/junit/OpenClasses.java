package dev.leakcheck.internal.junit;

import dev.leakcheck.internal.scope.CurrentScope;
import dev.leakcheck.internal.scope.ScopeNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The classes of a run that have begun and not ended. */
final class OpenClasses {

    private final Map<ScopeNode, ExtensionContext> contexts = new ConcurrentHashMap<>();

    void opened(ScopeNode scope, ExtensionContext context) {
        contexts.put(scope, context);
    }

    void closed(ScopeNode scope) {
        contexts.remove(scope);
    }

    /**
     * For which class an instance is made. Up to JUnit 5.11 the hooks for the outer instance of a test in an inner class
     * are told of the outer class only: the inner one is what the calling thread works for.
     *
     * @param around the scope of the class whose constructor runs
     * @param context its context, which is also the answer if nothing further in is known
     */
    ExtensionContext innermost(@Nullable ScopeNode around, ExtensionContext context) {
        for (ScopeNode node = CurrentScope.get(); around != null && node != null; node = node.enclosing()) {
            ExtensionContext candidate = contexts.get(node);
            if (candidate != null) {
                return node.isWithin(around) ? candidate : context;
            }
        }
        return context;
    }
}
