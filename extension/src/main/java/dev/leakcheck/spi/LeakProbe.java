package dev.leakcheck.spi;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import java.util.Collection;

/**
 * Sees one kind of resource; found through {@link java.util.ServiceLoader}.
 *
 * <p>A probe only says what is live. Who is charged, what a budget allows, how long to wait and what the failure says is
 * LeakCheck's part. A probe that throws is switched off for the rest of the run with one line on the standard error.
 * Methods may be called by several threads at once.
 */
public interface LeakProbe {

    /**
     * Returns the resource whose budget, ignores and switch apply to what this probe sees.
     *
     * @return the kind of resource
     */
    Resource resource();

    /**
     * Returns what to call one of them in the verdict.
     *
     * @return a singular noun, for example {@code pooled connection}
     */
    String noun();

    /**
     * Returns what it means to be left behind, in one word.
     *
     * @return for example {@code open} or {@code running}
     */
    default String leftBehind() {
        return "unreleased";
    }

    /**
     * Returns when to judge.
     *
     * @return {@link Moment#BEFORE_GC} unless a garbage collection rightly frees such resources
     */
    default Moment moment() {
        return Moment.BEFORE_GC;
    }

    /**
     * Called once, before anything else.
     *
     * @param context what LeakCheck offers
     */
    default void start(ProbeContext context) {}

    /**
     * Called when a scope begins, before anything of it has run.
     *
     * @param scope the scope
     * @param budget how many, or how many bytes, it may leave behind
     */
    default void scopeOpened(Scope scope, long budget) {}

    /**
     * Returns all that is live now; called when a scope begins and, perhaps repeatedly, when it ends.
     *
     * @param scope the scope that begins or ends
     * @param budget how many, or how many bytes, it may leave behind: a probe whose look is costly may return nothing
     *     when it knows that so much cannot have been left
     * @return a snapshot
     */
    Collection<? extends LiveResource> live(Scope scope, long budget);

    /**
     * Called when a scope has been judged.
     *
     * @param scope the scope
     */
    default void scopeClosed(Scope scope) {}
}
