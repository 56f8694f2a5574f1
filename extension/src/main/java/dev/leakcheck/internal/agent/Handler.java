package dev.leakcheck.internal.agent;

import java.net.InetSocketAddress;
import java.util.concurrent.CountedCompleter;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Turns one hook's call into the event. No lambda: linking one inside a hook would run woven code. */
final class Handler implements BiConsumer<Object, @Nullable Object> {

    private final Hook hook;
    private final AgentEvents events;
    private final DescriptorNumbers numbers;

    Handler(Hook hook, AgentEvents events, DescriptorNumbers numbers) {
        this.hook = hook;
        this.events = events;
        this.numbers = numbers;
    }

    @Override
    public void accept(Object subject, @Nullable Object detail) {
        switch (hook) {
            case SOCKET_OPENED -> opened(numbers.of(detail), DescriptorKind.SOCKET);
            case SOCKET_ACCEPTED -> opened(numbers.ofSocket(subject), DescriptorKind.SOCKET);
            case SOCKET_CONNECTING -> connecting(subject, detail);
            case PIPE_OPENED -> opened(numbers.of(detail), DescriptorKind.PIPE);
            case DESCRIPTOR_CLOSING -> closing(subject);
            case THREAD_STARTING -> events.threadStarting((Thread) subject, detail);
            case VIRTUAL_THREAD_ENDED -> events.virtualThreadEnded((Thread) subject);
            case POOL_CREATED -> events.poolCreated(subject);
            case WORKER_CREATED -> {
                if (detail != null) { // A thread factory may decline.
                    events.workerCreated(subject, (Thread) detail);
                }
            }
            case OWNER_CREATED -> events.ownerCreated(subject);
            case TASK_SUBMITTED -> {
                if (subject != null) { // schedule(null) is about to throw.
                    events.taskSubmitted(subject, detail);
                }
            }
            case TASK_FORKED -> {
                if (!(subject instanceof CountedCompleter)) {
                    events.taskForked(subject);
                }
            }
            case COMPLETER_FORKED -> {
                if (((CountedCompleter<?>) subject).getCompleter() == null) {
                    events.taskForked(subject);
                }
            }
            case TASK_MADE_OF -> {
                if (detail != null) {
                    events.taskMadeOf(subject, detail);
                }
            }
            case TASK_HANDED_OVER -> {
                if (subject != null) { // execute(null) is about to throw.
                    events.taskHandedOver(subject);
                }
            }
            case TASK_STARTING -> events.taskStarting(subject);
            case WORKER_IDLE -> events.workerIdle();
            case TASK_ENTERED -> events.taskEntered(subject);
            case TASK_LEFT -> events.taskLeft(subject, detail != null);
            case PROCESS_STARTED -> {
                if (detail != null) {
                    events.processStarted(subject, ((Process) subject).pid(), ((int[]) detail).clone());
                }
            }
            case PROCESS_DESTROYED -> events.processDestroyed(subject);
            case DIRECT_MEMORY_FREED -> events.directMemoryFreed(subject);
            case OKHTTP_CALL_STARTED -> events.okHttpCallStarted(subject);
            case OKHTTP_RESPONSE -> {
                if (detail != null) {
                    events.okHttpResponse(subject, detail);
                }
            }
            case OKHTTP_BODY_COMPLETE -> {
                if (detail instanceof Object[] errorAndBytes) {
                    events.okHttpBodyComplete(subject, (Long) errorAndBytes[1], errorAndBytes[0]);
                }
            }
            case JDBC -> JdbcEvents.tell(events, subject, detail);
            case APACHE_CALL_STARTED -> events.apacheCallStarted(subject, detail);
            case APACHE_REQUEST -> events.apacheRequest(subject, detail);
            case APACHE_RESPONSE -> events.apacheResponse(subject, detail);
            case APACHE_BODY_CLOSING -> events.apacheBodyClosing(subject);
            case APACHE_POOL_CREATED -> events.apachePoolCreated(subject);
            case APACHE_EXCHANGE -> {
                if (detail != null) {
                    events.apacheExchange(subject, detail);
                }
            }
            case JDK_HTTP_EXCHANGE -> {
                if (subject != null && detail != null) {
                    events.jdkHttpExchange(subject, detail);
                }
            }
            case JDK_HTTP_RESULT -> {
                if (subject != null && detail != null) {
                    events.jdkHttpResult(subject, detail);
                }
            }
            case JDK_WEB_SOCKET_OPENED -> events.jdkWebSocketOpened(subject);
            case JDK_HTTP_BUFFERING -> events.jdkHttpBuffering();
            case JDK_HTTP_BUFFERED -> events.jdkHttpBuffered();
            case URL_CONNECTED -> events.urlConnected(subject);
            case URL_RESPONDED -> {
                if (detail != null) {
                    events.urlResponded(subject, detail);
                }
            }
        }
    }

    /** What the JDK's own cleaner closes nobody else has closed, nor will. */
    private void closing(Object descriptor) {
        if (CleanerThread.isThis()) {
            int fd = numbers.of(descriptor);
            if (fd >= 0) {
                events.descriptorCollected(fd);
            }
        }
    }

    private void connecting(Object socket, @Nullable Object address) {
        if (address instanceof InetSocketAddress internet && internet.isUnresolved()) {
            int fd = numbers.ofSocket(socket);
            if (fd >= 0) {
                events.socketUnresolved(fd);
            }
        }
    }

    private void opened(int fd, DescriptorKind kind) {
        if (fd >= 0) {
            events.descriptorOpened(fd, kind, -1);
        }
    }

    @Override
    public String toString() {
        return hook.name();
    }
}
