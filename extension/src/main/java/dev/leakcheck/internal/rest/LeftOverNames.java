package dev.leakcheck.internal.rest;

import java.util.Set;

/**
 * The names, as the kernel has them, of threads that go on though nothing which is judged now depends on them. Several
 * threads may bear one name.
 *
 * @param all those that only such threads bear
 * @param sleepers those of which all that sleep until a time are such
 */
public record LeftOverNames(Set<String> all, Set<String> sleepers) {

    /** None is known. */
    public static final LeftOverNames NONE = new LeftOverNames(Set.of(), Set.of());

    boolean contain(String name, Wait.Kind kind) {
        boolean sleeps = kind == Wait.Kind.UNTIL || kind == Wait.Kind.UNTIL_TIME_OF_DAY;
        return (sleeps ? sleepers : all).contains(name);
    }
}
