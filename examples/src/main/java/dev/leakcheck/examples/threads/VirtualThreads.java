package dev.leakcheck.examples.threads;

import java.util.concurrent.ThreadFactory;

/** Thread.ofVirtual() of JDK 21, for sources that JDK 17 compiles. */
final class VirtualThreads {

    private VirtualThreads() {}

    static ThreadFactory named(String name) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            type.getMethod("name", String.class).invoke(builder, name);
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("needs JDK 21", e);
        }
    }
}
