package dev.leakcheck;

import java.util.List;

/**
 * One resource that its scope left behind.
 *
 * @param resource the kind of resource
 * @param summary what it is, in one line and in the words of its domain
 * @param creationSite the frames of user code that created it, innermost first; empty if unknown
 * @param charge the scope that has to answer for it
 * @param dependents the resources that live by this one: shown with it, never counted on their own
 * @param fingerprint eight hexadecimal digits that stay the same from run to run and when lines move
 */
public record Leak(
        Resource resource,
        String summary,
        List<StackTraceElement> creationSite,
        Scope charge,
        List<Leak> dependents,
        String fingerprint) {

    /**
     * Copies the lists.
     *
     * @param resource the kind of resource
     * @param summary what it is
     * @param creationSite the frames that created it
     * @param charge the scope that has to answer for it
     * @param dependents the resources that live by it
     * @param fingerprint its stable name
     */
    public Leak {
        creationSite = List.copyOf(creationSite);
        dependents = List.copyOf(dependents);
    }
}
