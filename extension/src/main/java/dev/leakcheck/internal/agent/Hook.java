package dev.leakcheck.internal.agent;

/** What woven code reports about an object; the ordinal is its handler's place in the hooks' table. */
enum Hook {
    /** The subject is the ProtocolFamily, null where it can only be the internet; the detail is a FileDescriptor. */
    SOCKET_OPENED,
    /** The subject is the SocketImpl that got the connection. */
    SOCKET_ACCEPTED,
    /** The subject is the SocketImpl that is about to connect, the detail the SocketAddress. */
    SOCKET_CONNECTING,
    /** The detail is a FileDescriptor. */
    PIPE_OPENED,
    /** The subject is the FileDescriptor, or the FileCleanable of one. */
    DESCRIPTOR_CLOSING,
    THREAD_STARTING,
    VIRTUAL_THREAD_ENDED,
    POOL_CREATED,
    WORKER_CREATED,
    OWNER_CREATED,
    /** The detail is what the task was made of, if that is another object. */
    TASK_SUBMITTED,
    /** Any task of ForkJoin, at the end of its first constructor. */
    TASK_FORKED,
    /** A task of ForkJoin that may have a completer, which is known by now. */
    COMPLETER_FORKED,
    /** The subject is a task of ForkJoin, the detail what it was made of. */
    TASK_MADE_OF,
    TASK_HANDED_OVER,
    TASK_STARTING,
    WORKER_IDLE,
    TASK_ENTERED,
    TASK_LEFT,
    PROCESS_STARTED,
    PROCESS_DESTROYED,
    DIRECT_MEMORY_FREED,
    OKHTTP_CALL_STARTED,
    OKHTTP_RESPONSE,
    OKHTTP_BODY_COMPLETE,
    /** The detail says who, what and with which outcome. */
    JDBC,
    /** The detail is the route of a call, or the context of an asynchronous one. */
    APACHE_CALL_STARTED,
    APACHE_REQUEST,
    APACHE_RESPONSE,
    APACHE_BODY_CLOSING,
    APACHE_POOL_CREATED,
    /** The subject is the runtime of an asynchronous exchange, the detail what hears of its response. */
    APACHE_EXCHANGE,
    /** The subject is the BodyHandler, the detail the client's own exchange object. */
    JDK_HTTP_EXCHANGE,
    /** The subject is the BodyHandler, the detail the client's own future. */
    JDK_HTTP_RESULT,
    JDK_WEB_SOCKET_OPENED,
    JDK_HTTP_BUFFERING,
    JDK_HTTP_BUFFERED,
    URL_CONNECTED,
    /** The detail is the response's stream. */
    URL_RESPONDED
}
