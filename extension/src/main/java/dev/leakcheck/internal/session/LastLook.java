package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.scope.ScopeNode;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Spares a test the look at what is there before it: the look at the end of the test before it has just seen the same,
 * since nothing but JUnit runs in between. Looking is most of what a test that leaks nothing pays.
 */
final class LastLook {

    private record Seen(ScopeNode around, Set<Resource> resources) {}

    private final AtomicReference<Seen> last = new AtomicReference<>();

    /** A test was looked at to its end. */
    void ended(ScopeNode test, Set<Resource> resources) {
        boolean alone = test.kind() == Scope.Kind.TEST && test.enclosing() != null && !test.overlapped();
        last.set(alone ? new Seen(test.enclosing(), resources) : null);
    }

    /** Whether what is there when a scope begins was seen just now; asked once, for the scope may change it. */
    boolean serves(ScopeNode beginning, Set<Resource> resources) {
        Seen seen = last.getAndSet(null);
        return seen != null
                && beginning.kind() == Scope.Kind.TEST
                && seen.around() == beginning.enclosing()
                && !beginning.overlapped()
                && seen.resources().containsAll(resources);
    }
}
