package dev.leakcheck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Leaks that are known and accepted, on a method or on a class and all its tests.
 *
 * <p>With {@link #threads()} alone, threads of matching names are ignored; with {@link #files()} alone, descriptors of
 * matching paths; with {@link #createdBy()} alone, any resource created by matching classes. Set together,
 * {@link #createdBy()} narrows the other two. A pattern that does not compile, an empty reason, or no pattern at all
 * fails the test at once, with a message that names the annotation and its place.
 */
@Documented
@Inherited
@Repeatable(LeakIgnore.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface LeakIgnore {

    /**
     * A regular expression that the whole name of a thread matches.
     *
     * @return a {@link java.util.regex.Pattern}, or empty for none
     */
    String threads() default "";

    /**
     * A glob that the path of an open file matches, for example {@code **}{@code /*.log}.
     *
     * @return a pattern of {@link java.nio.file.FileSystem#getPathMatcher}, without {@code glob:}, or empty for none
     */
    String files() default "";

    /**
     * The beginning of a class name that stands in the creation site of the resource or of its owner.
     *
     * @return for example {@code com.acme.} or {@code com.acme.Downloader}, or empty for any
     */
    String createdBy() default "";

    /**
     * Why the leak is accepted.
     *
     * @return a reason; required
     */
    String because();

    /** Holds repeated {@link LeakIgnore} annotations. */
    @Documented
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface List {

        /**
         * The repeated annotations.
         *
         * @return each one applies
         */
        LeakIgnore[] value();
    }
}
