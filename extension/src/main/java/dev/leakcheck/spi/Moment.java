package dev.leakcheck.spi;

/** When the resources of a probe are judged. */
public enum Moment {
    /** Before any forced garbage collection, whose cleaners would close what was leaked. */
    BEFORE_GC,
    /** After a forced garbage collection: what it frees was no leak. */
    AFTER_GC
}
