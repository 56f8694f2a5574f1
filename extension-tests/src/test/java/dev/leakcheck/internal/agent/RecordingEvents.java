package dev.leakcheck.internal.agent;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all it hears. */
class RecordingEvents implements AgentEvents {

    record Opened(int fd, DescriptorKind kind, int leader) {}

    record Event(String name, Object subject, Object detail, Thread heardOn) {}

    final List<Opened> opened = new CopyOnWriteArrayList<>();
    final List<Event> events = new CopyOnWriteArrayList<>();

    void clear() {
        opened.clear();
        events.clear();
    }

    boolean heard(String name, Object subject) {
        return countOf(name, subject) > 0;
    }

    long countOf(String name, Object subject) {
        return events.stream()
                .filter(event -> event.name().equals(name) && event.subject() == subject)
                .count();
    }

    Event first(String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private void add(String name, Object subject, Object detail) {
        events.add(new Event(name, subject, detail, Thread.currentThread()));
    }

    @Override
    public void descriptorOpened(int fd, DescriptorKind kind, int leader) {
        opened.add(new Opened(fd, kind, leader));
    }

    @Override
    public void descriptorCollected(int fd) {
        add("descriptorCollected", fd, null);
    }

    @Override
    public void socketUnresolved(int fd) {
        add("socketUnresolved", fd, null);
    }

    @Override
    public void threadStarting(Thread thread, Object container) {
        add("threadStarting", thread, container);
    }

    @Override
    public void virtualThreadEnded(Thread thread) {
        add("virtualThreadEnded", thread, null);
    }

    @Override
    public void poolCreated(Object pool) {
        add("poolCreated", pool, null);
    }

    @Override
    public void workerCreated(Object pool, Thread worker) {
        add("workerCreated", pool, worker);
    }

    @Override
    public void ownerCreated(Object owner) {
        add("ownerCreated", owner, null);
    }

    @Override
    public void taskSubmitted(Object task, Object work) {
        add("taskSubmitted", task, work);
    }

    @Override
    public void taskForked(Object task) {
        add("taskForked", task, null);
    }

    @Override
    public void taskMadeOf(Object task, Object work) {
        add("taskMadeOf", task, work);
    }

    @Override
    public void taskHandedOver(Object task) {
        add("taskHandedOver", task, null);
    }

    @Override
    public void workerIdle() {
        add("workerIdle", Thread.currentThread(), null);
    }

    @Override
    public void taskEntered(Object task) {
        add("taskEntered", task, null);
    }

    @Override
    public void taskLeft(Object task, boolean over) {
        add("taskLeft", task, null);
    }

    @Override
    public void taskStarting(Object task) {
        add("taskStarting", task, null);
    }

    @Override
    public void processStarted(Object process, long pid, int[] pipes) {
        for (int pipe : pipes) {
            if (pipe >= 0) {
                opened.add(new Opened(pipe, DescriptorKind.PIPE, -1));
            }
        }
        add("processStarted", process, pid);
    }

    @Override
    public void processDestroyed(Object process) {
        add("processDestroyed", process, null);
    }

    @Override
    public void directMemoryReserved(Object deallocator, long bytes) {
        add("directMemoryReserved", deallocator, bytes);
    }

    @Override
    public void directMemoryFreed(Object deallocator) {
        add("directMemoryFreed", deallocator, null);
    }

    @Override
    public void okHttpCallStarted(Object call) {
        add("okHttpCallStarted", call, null);
    }

    @Override
    public void okHttpResponse(Object call, Object response) {
        add("okHttpResponse", call, response);
    }

    @Override
    public void okHttpBodyComplete(Object exchange, long bytesRead, Object error) {
        add("okHttpBodyComplete", exchange, bytesRead);
    }

    @Override
    public void jdbcAsked(Object giver, String url) {}

    @Override
    public void jdbcConnected(Object connection, boolean outermost) {}

    @Override
    public void jdbcRefused() {}

    @Override
    public void jdbcStatement(Object connection, Object statement, String sql) {}

    @Override
    public void jdbcMetaData(Object connection, Object metaData) {}

    @Override
    public void jdbcExecuting(Object statement, String sql) {}

    @Override
    public void jdbcResultSet(Object giver, Object resultSet, String sql) {}

    @Override
    public void jdbcClosing(Object connection) {}

    @Override
    public void apacheCallStarted(Object runtime, Object routeOrContext) {
        add("apacheCallStarted", runtime, routeOrContext);
    }

    @Override
    public void apacheRequest(Object runtime, Object request) {
        add("apacheRequest", runtime, request);
    }

    @Override
    public void apacheResponse(Object runtime, Object response) {
        add("apacheResponse", runtime, response);
    }

    @Override
    public void apacheBodyClosing(Object body) {
        add("apacheBodyClosing", body, null);
    }

    @Override
    public void apachePoolCreated(Object pool) {
        add("apachePoolCreated", pool, null);
    }

    @Override
    public void apacheExchange(Object runtime, Object handler) {
        add("apacheExchange", runtime, handler);
    }

    @Override
    public Object jdkHttpSending(Object request, Object handler) {
        add("jdkHttpSending", request, handler);
        return handler;
    }

    @Override
    public Object jdkHttpSubscriber(Object subscriber) {
        return subscriber;
    }

    @Override
    public void jdkHttpExchange(Object handler, Object exchange) {
        add("jdkHttpExchange", handler, exchange);
    }

    @Override
    public void jdkHttpResult(Object handler, Object result) {
        add("jdkHttpResult", handler, result);
    }

    @Override
    public void jdkWebSocketOpened(Object socket) {
        add("jdkWebSocketOpened", socket, null);
    }

    @Override
    public void jdkHttpBuffering() {
        add("jdkHttpBuffering", null, null);
    }

    @Override
    public void jdkHttpBuffered() {
        add("jdkHttpBuffered", null, null);
    }

    @Override
    public void urlConnected(Object connection) {
        add("urlConnected", connection, null);
    }

    @Override
    public void urlResponded(Object connection, Object stream) {
        add("urlResponded", connection, stream);
    }
}
