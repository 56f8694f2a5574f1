package dev.leakcheck.internal.owner.library;

import java.util.Collection;

/**
 * An adapter of what others let serve what is theirs: that is closed with it, and is its part only if both were made in the same
 * scope, or if what it is part of has it to itself.
 */
public interface HostedParts {

    /** What it serves now. */
    Collection<?> hosted(Object owner);
}
