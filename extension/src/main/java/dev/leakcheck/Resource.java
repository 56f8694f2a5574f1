package dev.leakcheck;

/** The kinds of resources that LeakCheck judges, in the order in which a failure lists them. */
public enum Resource {
    /** Live threads, platform and virtual; counted. */
    THREADS,
    /** Open file descriptors: files, directories, sockets, pipes, selectors; counted. */
    FILE_DESCRIPTORS,
    /** HTTP response bodies that hold their connection; counted. */
    BODIES,
    /** JDBC connections, statements and result sets; counted. */
    JDBC,
    /** Child processes that still run; counted. */
    PROCESSES,
    /** Memory of direct buffers; in bytes. */
    DIRECT_MEMORY,
    /** Heap that stays reachable after a forced garbage collection; in bytes. */
    HEAP
}
