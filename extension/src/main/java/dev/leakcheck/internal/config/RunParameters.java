package dev.leakcheck.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The configuration parameters of the test run in progress, for what is not told them by JUnit: of the one that began
 * last, since a test may run other tests. Outside of any run, the system properties.
 */
public final class RunParameters {

    private record InProgress(Object run, Function<String, Optional<String>> parameters) {}

    private static final List<InProgress> RUNS = new ArrayList<>();

    private RunParameters() {}

    /** A run has begun; asked for as long as it lasts. */
    public static synchronized void begin(Object run, Function<String, Optional<String>> parameters) {
        RUNS.add(new InProgress(run, parameters));
    }

    /** It has ended; harmless if it never began. */
    public static synchronized void end(Object run) {
        RUNS.removeIf(each -> each.run() == run);
    }

    /** The value of a key now. */
    public static Optional<String> get(String key) {
        Function<String, Optional<String>> parameters;
        synchronized (RunParameters.class) {
            parameters = RUNS.isEmpty() ? null : RUNS.get(RUNS.size() - 1).parameters();
        }
        return parameters == null ? Optional.ofNullable(System.getProperty(key)) : parameters.apply(key);
    }
}
