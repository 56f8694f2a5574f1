package dev.leakcheck.internal.owner.library;

import java.util.Collection;

/** An adapter of what keeps connections for their next use, and that many of its users never get to see: those are nobody's leak. */
public interface IdleConnections {

    /** Those that nobody uses now, in the forms that parts of owners have. */
    Collection<?> idle(Object owner);
}
