package dev.leakcheck.internal.agent;

import org.jspecify.annotations.Nullable;

/** Notes what the installing thread caused, and passes everything on. */
final class Witness implements AgentEvents {

    private final AgentEvents next;
    private final Thread installer = Thread.currentThread();
    private int lastDescriptor = -1;
    private @Nullable Object lastTask;
    private @Nullable Thread lastThread;

    Witness(AgentEvents next) {
        this.next = next;
    }

    int lastDescriptor() {
        return lastDescriptor;
    }

    @Nullable Object lastTask() {
        return lastTask;
    }

    @Nullable Thread lastThread() {
        return lastThread;
    }

    @Override
    public void descriptorOpened(int fd, DescriptorKind kind, int leader) {
        next.descriptorOpened(fd, kind, leader);
        if (Thread.currentThread() == installer) {
            lastDescriptor = fd;
        }
    }

    @Override
    public void descriptorCollected(int fd) {
        next.descriptorCollected(fd);
    }

    @Override
    public void socketUnresolved(int fd) {
        next.socketUnresolved(fd);
    }

    @Override
    public void threadStarting(Thread thread, @Nullable Object container) {
        next.threadStarting(thread, container);
        if (Thread.currentThread() == installer) {
            lastThread = thread;
        }
    }

    @Override
    public void taskSubmitted(Object task, @Nullable Object work) {
        next.taskSubmitted(task, work);
        if (Thread.currentThread() == installer) {
            lastTask = task;
        }
    }

    @Override
    public void virtualThreadEnded(Thread thread) {
        next.virtualThreadEnded(thread);
    }

    @Override
    public void poolCreated(Object pool) {
        next.poolCreated(pool);
    }

    @Override
    public void workerCreated(Object pool, Thread worker) {
        next.workerCreated(pool, worker);
    }

    @Override
    public void taskForked(Object task) {
        next.taskForked(task);
    }

    @Override
    public void taskMadeOf(Object task, Object work) {
        next.taskMadeOf(task, work);
    }

    @Override
    public void taskHandedOver(Object task) {
        next.taskHandedOver(task);
    }

    @Override
    public void ownerCreated(Object owner) {
        next.ownerCreated(owner);
    }

    @Override
    public void taskStarting(Object task) {
        next.taskStarting(task);
    }

    @Override
    public void workerIdle() {
        next.workerIdle();
    }

    @Override
    public void taskEntered(Object task) {
        next.taskEntered(task);
    }

    @Override
    public void taskLeft(Object task, boolean over) {
        next.taskLeft(task, over);
    }

    @Override
    public void processStarted(Object process, long pid, int[] pipes) {
        next.processStarted(process, pid, pipes);
    }

    @Override
    public void processDestroyed(Object process) {
        next.processDestroyed(process);
    }

    @Override
    public void directMemoryReserved(Object deallocator, long bytes) {
        next.directMemoryReserved(deallocator, bytes);
    }

    @Override
    public void directMemoryFreed(Object deallocator) {
        next.directMemoryFreed(deallocator);
    }

    @Override
    public void okHttpCallStarted(Object call) {
        next.okHttpCallStarted(call);
    }

    @Override
    public void okHttpResponse(Object call, Object response) {
        next.okHttpResponse(call, response);
    }

    @Override
    public void okHttpBodyComplete(Object exchange, long bytesRead, @Nullable Object error) {
        next.okHttpBodyComplete(exchange, bytesRead, error);
    }

    @Override
    public void jdbcAsked(@Nullable Object giver, @Nullable String url) {
        next.jdbcAsked(giver, url);
    }

    @Override
    public void jdbcConnected(Object connection, boolean outermost) {
        next.jdbcConnected(connection, outermost);
    }

    @Override
    public void jdbcRefused() {
        next.jdbcRefused();
    }

    @Override
    public void jdbcStatement(Object connection, Object statement, @Nullable String sql) {
        next.jdbcStatement(connection, statement, sql);
    }

    @Override
    public void jdbcMetaData(Object connection, Object metaData) {
        next.jdbcMetaData(connection, metaData);
    }

    @Override
    public void jdbcExecuting(Object statement, String sql) {
        next.jdbcExecuting(statement, sql);
    }

    @Override
    public void jdbcResultSet(Object giver, Object resultSet, @Nullable String sql) {
        next.jdbcResultSet(giver, resultSet, sql);
    }

    @Override
    public void jdbcClosing(Object connection) {
        next.jdbcClosing(connection);
    }

    @Override
    public void apacheCallStarted(Object runtime, @Nullable Object routeOrContext) {
        next.apacheCallStarted(runtime, routeOrContext);
    }

    @Override
    public void apacheRequest(Object runtime, @Nullable Object request) {
        next.apacheRequest(runtime, request);
    }

    @Override
    public void apacheResponse(Object runtime, @Nullable Object response) {
        next.apacheResponse(runtime, response);
    }

    @Override
    public void apacheBodyClosing(Object body) {
        next.apacheBodyClosing(body);
    }

    @Override
    public void apachePoolCreated(Object pool) {
        next.apachePoolCreated(pool);
    }

    @Override
    public void apacheExchange(Object runtime, Object handler) {
        next.apacheExchange(runtime, handler);
    }

    @Override
    public Object jdkHttpSending(Object request, Object handler) {
        return next.jdkHttpSending(request, handler);
    }

    @Override
    public Object jdkHttpSubscriber(Object subscriber) {
        return next.jdkHttpSubscriber(subscriber);
    }

    @Override
    public void jdkHttpExchange(Object handler, Object exchange) {
        next.jdkHttpExchange(handler, exchange);
    }

    @Override
    public void jdkHttpResult(Object handler, Object result) {
        next.jdkHttpResult(handler, result);
    }

    @Override
    public void jdkWebSocketOpened(Object socket) {
        next.jdkWebSocketOpened(socket);
    }

    @Override
    public void jdkHttpBuffering() {
        next.jdkHttpBuffering();
    }

    @Override
    public void jdkHttpBuffered() {
        next.jdkHttpBuffered();
    }

    @Override
    public void urlConnected(Object connection) {
        next.urlConnected(connection);
    }

    @Override
    public void urlResponded(Object connection, Object stream) {
        next.urlResponded(connection, stream);
    }
}
