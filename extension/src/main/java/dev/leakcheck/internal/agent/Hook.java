package dev.leakcheck.internal.agent;

/** What woven code reports about an object; the ordinal is its handler's place in the hooks' table. */
enum Hook {
    /** The detail is a FileDescriptor. */
    SOCKET_OPENED,
    /** The subject is the SocketImpl that got the connection. */
    SOCKET_ACCEPTED,
    /** The detail is a FileDescriptor. */
    PIPE_OPENED,
    THREAD_STARTING,
    VIRTUAL_THREAD_ENDED,
    POOL_CREATED,
    WORKER_CREATED,
    TIMER_CREATED,
    TASK_SUBMITTED,
    TASK_STARTING,
    PROCESS_STARTED,
    PROCESS_DESTROYED,
    DIRECT_MEMORY_FREED,
    OKHTTP_CALL_STARTED,
    OKHTTP_RESPONSE,
    OKHTTP_BODY_COMPLETE
}
