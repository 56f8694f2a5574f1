package dev.leakcheck.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One resource that is live now.
 *
 * <p>{@link #identity()}, {@link #amount()}, {@link #origin()}, {@link #owner()} and {@link #standing()} are asked in
 * every scope and must be cheap; the rest is asked of a leak only.
 */
public interface LiveResource {

    /**
     * Returns the object that stands for the resource: the same object at every snapshot for as long as it lives.
     *
     * @return compared by {@code ==}, held weakly
     */
    Object identity();

    /**
     * Returns what it is in one line, in the words of its domain.
     *
     * @return for example {@code file /tmp/a.txt, fd 17}
     */
    String summary();

    /**
     * Returns how much of the budget it takes.
     *
     * @return 1 for what is counted, bytes for memory
     */
    default long amount() {
        return 1;
    }

    /**
     * Returns the name that {@link dev.leakcheck.LeakIgnore} patterns are matched against.
     *
     * @return a thread's name, a file's path; the summary unless overridden
     */
    default String label() {
        return summary();
    }

    /**
     * Returns where it was created.
     *
     * @return null if unknown: it is then charged to the scope in which it was first seen
     */
    default @Nullable Origin origin() {
        return null;
    }

    /**
     * Returns what it lives by.
     *
     * @return null if it stands alone
     */
    default @Nullable Owner owner() {
        return null;
    }

    /**
     * Returns whether it counts.
     *
     * @return {@link Standing#held()} unless something more is known
     */
    default Standing standing() {
        return Standing.held();
    }

    /**
     * Returns what came before the creation site in a sentence: {@code opened at}, {@code started at}.
     *
     * @return the heading of the creation site
     */
    default String siteHeading() {
        return "created at";
    }

    /**
     * Returns further facts.
     *
     * @return shown in this order below the creation site
     */
    default List<Detail> details() {
        return List.of();
    }

    /**
     * Returns how to mend the leak.
     *
     * @return an imperative sentence without a full stop
     */
    default String remedy() {
        return "release it before the test ends";
    }
}
