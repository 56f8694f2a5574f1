package dev.leakcheck.internal.services;

import dev.leakcheck.internal.notice.Notices;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Loads what users wrote; one that cannot be loaded costs a line, and no other. */
public final class Services {

    /** After which there is no use in trying further. */
    private static final int MOST_FAILURES = 100;

    private Services() {}

    /** Hands over each service of a type of ours; {@code what} is what the line calls one. */
    public static <T> void load(Class<T> type, String what, Consumer<T> found) {
        var services = ServiceLoader.load(type, type.getClassLoader()).iterator();
        for (int failed = 0; failed < MOST_FAILURES; ) {
            try {
                if (!services.hasNext()) {
                    return;
                }
                found.accept(services.next());
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                failed++;
                Notices.once(what + " could not be loaded: "
                        + (e instanceof ServiceConfigurationError ? e.getMessage() : e));
            }
        }
    }
}
