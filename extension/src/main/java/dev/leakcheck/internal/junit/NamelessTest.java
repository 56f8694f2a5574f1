package dev.leakcheck.internal.junit;

import java.lang.ref.WeakReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test of JUnit up to 5.11 while its instances are made: from before the first constructor until JUnit says which test it
 * is. What it is recognised by is the instance made last, for a constructor that fails leaves it behind.
 */
final class NamelessTest {

    private final CheckedScope scope;
    private WeakReference<@Nullable Object> last = new WeakReference<>(null);

    NamelessTest(CheckedScope scope) {
        this.scope = scope;
    }

    CheckedScope scope() {
        return scope;
    }

    void made(Object instance) {
        last = new WeakReference<>(instance);
    }

    /** Whether the next constructor is one of the same test. */
    boolean goesOnInside(Optional<Object> outerInstance) {
        return outerInstance.filter(last::refersTo).isPresent();
    }

    /** Whether this is the test that is told of now. */
    boolean is(ExtensionContext test) {
        return test.getTestInstance().filter(last::refersTo).isPresent();
    }
}
