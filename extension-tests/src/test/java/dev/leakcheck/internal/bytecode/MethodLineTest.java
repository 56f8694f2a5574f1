package dev.leakcheck.internal.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MethodLineTest {

    private static final String FILE = "MethodLineTest.java";

    interface Tested {
        default int ofInterface() {
            return line();
        }
    }

    static class Base {
        int inherited() {
            return line();
        }
    }

    static class Derived extends Base implements Tested {}

    static class WithStatics {
        static final int LINE = line();
    }

    static int line() {
        return new Throwable().getStackTrace()[1].getLineNumber();
    }

    @Test
    void findsTheFirstLineOfAMethodWhereverItIsDeclared() {
        int here = new Throwable().getStackTrace()[0].getLineNumber();
        String test = MethodLineTest.class.getName();
        String derived = Derived.class.getName();

        assertThat(located(test, "findsTheFirstLineOfAMethodWhereverItIsDeclared"))
                .isEqualTo(frame(test, "findsTheFirstLineOfAMethodWhereverItIsDeclared", here));
        assertThat(located(derived, "inherited")).isEqualTo(frame(derived, "inherited", new Derived().inherited()));
        assertThat(located(derived, "ofInterface"))
                .isEqualTo(frame(derived, "ofInterface", new Derived().ofInterface()));
    }

    @Test
    void findsTheStaticInitialiserOrTheClass() {
        String withStatics = WithStatics.class.getName();

        assertThat(located(withStatics, "<clinit>")).isEqualTo(frame(withStatics, "<clinit>", WithStatics.LINE));
        assertThat(located(Derived.class.getName(), "<clinit>").getLineNumber())
                .isLessThan(WithStatics.LINE)
                .isGreaterThan(new Derived().inherited());
    }

    @Test
    void leavesAFrameAloneThatCannotBeFound() {
        StackTraceElement unknown = new StackTraceElement("com.acme.Generated$$1", "run", null, -1);

        assertThat(MethodLine.of(unknown)).isSameAs(unknown);
        assertThat(located(MethodLineTest.class.getName(), "no such").getFileName())
                .isNull();
    }

    private static StackTraceElement located(String type, String method) {
        return MethodLine.of(new StackTraceElement(type, method, null, -1));
    }

    private static StackTraceElement frame(String type, String method, int line) {
        return new StackTraceElement(type, method, FILE, line);
    }
}
