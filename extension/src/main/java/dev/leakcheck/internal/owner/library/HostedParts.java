package dev.leakcheck.internal.owner.library;

import java.util.Collection;

/**
 * An adapter of what lends itself to others, such as event loops, to serve what is theirs. That is a part of its host if both were
 * made in the same scope, or if the host is itself a part of what lends itself to nobody, such as a server with loops of its own.
 */
public interface HostedParts {

    /** What it serves now. */
    Collection<?> hosted(Object owner);
}
