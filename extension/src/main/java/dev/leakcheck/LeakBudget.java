package dev.leakcheck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How much a test, or each test and the whole of a class, may leave behind.
 *
 * <p>What is not set is inherited: from the method to its class, the enclosing class, the configuration parameter
 * {@code leakcheck.budget.<attribute>} and the default. Of several on one element, be it by annotations of one's own, each
 * attribute is that of the nearest which sets it. A negative count or a size that is no size fails the test at
 * once, with a message that names the annotation and its place.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface LeakBudget {

    /** The value of a count that is not set, and so inherited. */
    int INHERITED = Integer.MIN_VALUE;

    /** The value of a count without a limit. */
    int UNLIMITED = Integer.MAX_VALUE;

    /**
     * How many threads may be left running; 0 if set nowhere.
     *
     * @return a count
     */
    int threads() default INHERITED;

    /**
     * How many file descriptors may be left open; 0 if set nowhere.
     *
     * @return a count
     */
    int fileDescriptors() default INHERITED;

    /**
     * How many HTTP bodies may be left unclosed; 0 if set nowhere.
     *
     * @return a count
     */
    int bodies() default INHERITED;

    /**
     * How many HTTP bodies may be closed before their end, or read to their end and not closed: they hold nothing, and
     * say that an answer was not wanted or was tidied up by luck; not judged if set nowhere.
     *
     * @return a count
     */
    int abandonedBodies() default INHERITED;

    /**
     * How many JDBC objects may be left open; 0 if set nowhere.
     *
     * @return a count
     */
    int jdbc() default INHERITED;

    /**
     * How many child processes may be left running; 0 if set nowhere.
     *
     * @return a count
     */
    int processes() default INHERITED;

    /**
     * How much heap may stay reachable: {@code "512KB"}, {@code "4MB"} or {@code "unlimited"}, 1 KB = 1024 bytes;
     * 4 MB if set nowhere.
     *
     * @return a size, or empty to inherit
     */
    String heap() default "";

    /**
     * How much memory of direct buffers may stay reachable, written like {@link #heap()}; 1 MB if set nowhere.
     *
     * @return a size, or empty to inherit
     */
    String directMemory() default "";

    /**
     * How much the threads that work for the test may allocate, garbage included, written like {@link #heap()}; a
     * budget of each test, not of a class as a whole; not judged if set nowhere.
     *
     * @return a size, or empty to inherit
     */
    String allocation() default "";

    /**
     * How many file descriptors that the test opened may be open at the same time; a budget of each test, not of a class
     * as a whole; not judged if set nowhere. Needs the agent and {@code /proc}.
     *
     * @return a count
     */
    int peakFileDescriptors() default INHERITED;

    /**
     * How many HTTP bodies that the test requested may be open at the same time; a budget of each test, not of a class as
     * a whole; not judged if set nowhere. Needs the agent.
     *
     * @return a count
     */
    int peakBodies() default INHERITED;

    /**
     * Why the budget is right.
     *
     * @return a reason for the next reader
     */
    String because() default "";
}
