package dev.leakcheck.internal.agent;

import org.jspecify.annotations.Nullable;

/**
 * What the woven choke points tell, on the thread that does it and before it goes on: implementations are fast, never
 * block and never call user code such as {@code hashCode}. What they throw is caught and switches that hook off.
 */
public interface AgentEvents {

    /** A descriptor was opened; {@code leader} is the descriptor it belongs to (a selector's eventfd to its epoll), or -1. */
    void descriptorOpened(int fd, DescriptorKind kind, int leader);

    /** A descriptor is about to be closed, by nobody but the garbage collector. */
    void descriptorCollected(int fd);

    /** A socket is about to be refused a connection, since the name of the host is unknown. */
    void socketUnresolved(int fd);

    /** {@code Thread.start} was entered; {@code container} is the JDK 21+ ThreadContainer, which is the executor for a per-task executor. */
    void threadStarting(Thread thread, @Nullable Object container);

    /** A virtual thread is done. */
    void virtualThreadEnded(Thread thread);

    /** A thread pool (ThreadPoolExecutor, ForkJoinPool, ThreadPerTaskExecutor) was constructed. */
    void poolCreated(Object pool);

    /** A pool got a worker thread. */
    void workerCreated(Object pool, Thread worker);

    /** An object was constructed that keeps threads or descriptors: an instance of one of the owner types. */
    void ownerCreated(Object owner);

    /**
     * The calling thread made a task to be run later, perhaps by another one.
     *
     * @param work what it was made of; null if it is that itself
     */
    void taskSubmitted(Object task, @Nullable Object work);

    /** The calling thread made a task of ForkJoin; of a tree of completers only the root. There may be very many. */
    void taskForked(Object task);

    /** The task of ForkJoin that the calling thread made is made of this. */
    void taskMadeOf(Object task, Object work);

    /** The calling thread hands anything to a pool to be run. */
    void taskHandedOver(Object task);

    /** The calling worker was idle and is about to run a task. */
    void taskStarting(Object task);

    /** The calling worker has no task any more. */
    void workerIdle();

    /** The calling thread is about to run a task inside whatever it does; {@link #taskLeft} follows, whatever happens. */
    void taskEntered(Object task);

    /** The task that was entered has returned or thrown; {@code over} if it will certainly not be entered again. */
    void taskLeft(Object task, boolean over);

    /** A child process runs; {@code pipes} are its standard streams, -1 where redirected. */
    void processStarted(Object process, long pid, int[] pipes);

    /** {@code Process.destroy} or {@code destroyForcibly} was called. */
    void processDestroyed(Object process);

    /** Direct memory was reserved; the deallocator's {@code run} frees it. */
    void directMemoryReserved(Object deallocator, long bytes);

    /** Direct memory was freed. */
    void directMemoryFreed(Object deallocator);

    /** OkHttp's {@code RealCall} execute or enqueue was entered. */
    void okHttpCallStarted(Object call);

    /** The call got its response through all interceptors. */
    void okHttpResponse(Object call, Object response);

    /** The exchange's body source is complete: {@code bytesRead} so far, with the error that ended it, if any. */
    void okHttpBodyComplete(Object exchange, long bytesRead, @Nullable Object error);

    /** A data source, a driver or, if null, the driver manager was asked for a connection by the calling thread. */
    void jdbcAsked(@Nullable Object giver, @Nullable String url);

    /**
     * It handed out a connection.
     *
     * @param outermost false if to another giver, such as a pool, that was asked for one itself
     */
    void jdbcConnected(Object connection, boolean outermost);

    /** It threw or returned nothing. */
    void jdbcRefused();

    /** A connection handed out a statement. */
    void jdbcStatement(Object connection, Object statement, @Nullable String sql);

    /** A connection handed out its meta data. */
    void jdbcMetaData(Object connection, Object metaData);

    /** A statement is about to execute this. */
    void jdbcExecuting(Object statement, String sql);

    /** A statement, or the meta data of a connection, handed out a result set. */
    void jdbcResultSet(Object giver, Object resultSet, @Nullable String sql);

    /** Somebody closes a connection. */
    void jdbcClosing(Object connection);
    /** An exchange of Apache HttpClient 5 got, or asks for, a connection; again after a redirect or to retry. */
    void apacheCallStarted(Object runtime, @Nullable Object routeOrContext);

    /** A classic exchange sends a request. */
    void apacheRequest(Object runtime, @Nullable Object request);

    /** A classic exchange got the head of a response. */
    void apacheResponse(Object runtime, @Nullable Object response);

    /** The stream of a body, or the body itself, is about to be closed, its end not having been seen. */
    void apacheBodyClosing(Object body);

    /** A connection manager of Apache HttpClient 5 was constructed. */
    void apachePoolCreated(Object pool);

    /** An asynchronous exchange sends a request, and tells {@code handler} of what comes back, on a thread of the client's. */
    void apacheExchange(Object runtime, Object handler);

    /**
     * A {@code java.net.http} client is about to send a request.
     *
     * @return the BodyHandler to go on with: the given one, or one that does all that the given one does
     */
    Object jdkHttpSending(Object request, Object handler);

    /** Which BodySubscriber to judge by when the client asks whether it is its own: what {@code subscriber} stands for. */
    Object jdkHttpSubscriber(Object subscriber);

    /** The client's own {@code MultiExchange} for a handler. */
    void jdkHttpExchange(Object handler, Object exchange);

    /** The client's own future of the response for a handler; users get a copy. */
    void jdkHttpResult(Object handler, Object result);

    /** A {@code java.net.http.WebSocket} was constructed. */
    void jdkWebSocketOpened(Object socket);

    /** The calling thread is about to make a buffer for a {@code java.net.http} client, or to encrypt or decrypt into one. */
    void jdkHttpBuffering();

    /** It has done so. */
    void jdkHttpBuffered();

    /** A {@code HttpURLConnection} got a connection, a new or a kept one. */
    void urlConnected(Object connection);

    /** A {@code HttpURLConnection} got the response's stream. */
    void urlResponded(Object connection, Object stream);
}
