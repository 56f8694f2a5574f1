package dev.leakcheck;

import dev.leakcheck.internal.junit.TrendExtension;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * A test that runs again and again, and fails by what grows with every round: the slow leak that no budget of a single
 * run can see.
 *
 * <p>It stands in place of {@code @Test}; each round has the full lifecycle and is checked like a test of its own, but for
 * the heap, which the last round judges for all. A round that fails is the last one. Also works as a meta-annotation.
 * Where tests run in parallel, the class of a trend runs alone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ResourceLock(Resources.GLOBAL)
@ExtendWith({LeakCheckExtension.class, TrendExtension.class})
public @interface LeakTrend {

    /**
     * How often the test runs in all.
     *
     * @return {@link #warmUp()} and at least 5 more, up to 1000
     */
    int iterations() default 10;

    /**
     * How many of the first rounds do not count, since they fill caches.
     *
     * @return 1 or more
     */
    int warmUp() default 2;

    /**
     * How much heap may stay reachable with each round, written like {@link LeakBudget#heap()}.
     *
     * @return a size
     */
    String heap() default "512B";
}
