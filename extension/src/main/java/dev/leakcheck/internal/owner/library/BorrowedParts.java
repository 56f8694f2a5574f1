package dev.leakcheck.internal.owner.library;

/**
 * An adapter of what has borrowed its parts from a pool: not to have given them back is a leak of its own, but the parts stay the
 * pool's, since they may be given back just before somebody asks.
 */
public interface BorrowedParts {}
