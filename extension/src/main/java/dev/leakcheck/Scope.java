package dev.leakcheck;

import java.util.Optional;

/** The stretch of a run that a resource is charged to; scopes nest as JUnit nests tests in classes in a run. */
public interface Scope {

    /** What a scope stands for. */
    enum Kind {
        /** The whole test run: what lives for the JVM is charged here and fails no test. */
        RUN,
        /** A test class, a nested class included. */
        CLASS,
        /** One test: a method, or one invocation of a repeated, parameterized or dynamic test. */
        TEST,
        /** A block of code between {@link LeakScope#open()} and {@link LeakScope#close()}. */
        BLOCK
    }

    /**
     * Returns what this scope stands for.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * Returns the name as a failure shows it.
     *
     * @return for example {@code DownloadServiceTest.downloads()}
     */
    String name();

    /**
     * Returns the scope around this one.
     *
     * @return empty for a run
     */
    Optional<Scope> parent();
}
