package dev.leakcheck.benchmarks;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is run: 30 classes of 100 tests that do nothing. */
final class Suites {

    static final int TESTS_PER_CLASS = 100;

    private Suites() {}

    /** The classes of the whole suite. */
    static Class<?>[] whole() {
        return new Class<?>[] {
            C00.class, C01.class, C02.class, C03.class, C04.class, C05.class, C06.class, C07.class, C08.class,
            C09.class, C10.class, C11.class, C12.class, C13.class, C14.class, C15.class, C16.class, C17.class,
            C18.class, C19.class, C20.class, C21.class, C22.class, C23.class, C24.class, C25.class, C26.class,
            C27.class, C28.class, C29.class
        };
    }

    /** A part of it, with a forced garbage collection before and after each test. */
    static Class<?>[] naive() {
        return new Class<?>[] {G00.class};
    }

    /** One test: what remains is the start of the JVM, of JUnit and of LeakCheck. */
    static class One {
        @Test
        void doesNothing() {}
    }

    abstract static class Hundred {
        @RepeatedTest(TESTS_PER_CLASS)
        void doesNothing() {}
    }

    static class C00 extends Hundred {}

    static class C01 extends Hundred {}

    static class C02 extends Hundred {}

    static class C03 extends Hundred {}

    static class C04 extends Hundred {}

    static class C05 extends Hundred {}

    static class C06 extends Hundred {}

    static class C07 extends Hundred {}

    static class C08 extends Hundred {}

    static class C09 extends Hundred {}

    static class C10 extends Hundred {}

    static class C11 extends Hundred {}

    static class C12 extends Hundred {}

    static class C13 extends Hundred {}

    static class C14 extends Hundred {}

    static class C15 extends Hundred {}

    static class C16 extends Hundred {}

    static class C17 extends Hundred {}

    static class C18 extends Hundred {}

    static class C19 extends Hundred {}

    static class C20 extends Hundred {}

    static class C21 extends Hundred {}

    static class C22 extends Hundred {}

    static class C23 extends Hundred {}

    static class C24 extends Hundred {}

    static class C25 extends Hundred {}

    static class C26 extends Hundred {}

    static class C27 extends Hundred {}

    static class C28 extends Hundred {}

    static class C29 extends Hundred {}

    @ExtendWith(NaiveGcExtension.class)
    static class G00 extends Hundred {}
}
