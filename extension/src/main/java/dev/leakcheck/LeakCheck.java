package dev.leakcheck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes a test fail when it leaves resources behind; on a class, each of its tests and the class as a whole.
 *
 * <p>Also works as a meta-annotation. How much may be left is set with {@link LeakBudget}, what is accepted with
 * {@link LeakIgnore}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(LeakCheckExtension.class)
public @interface LeakCheck {

    /**
     * Which resources to check.
     *
     * @return none named means all
     */
    Resource[] value() default {};
}
