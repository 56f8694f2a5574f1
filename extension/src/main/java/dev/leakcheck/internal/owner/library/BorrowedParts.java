package dev.leakcheck.internal.owner.library;

/**
 * An adapter of what uses parts that a pool has lent it: as long as it does it is somebody's leak, and the parts are the pool's all
 * the same. They may go back at any moment, and be asked for when they did.
 */
public interface BorrowedParts {}
