package dev.leakcheck.internal.track;

import dev.leakcheck.internal.agent.AgentEvents;
import dev.leakcheck.internal.agent.DescriptorKind;
import dev.leakcheck.internal.heap.Allocation;
import dev.leakcheck.internal.jdk.JdkWork;
import dev.leakcheck.internal.scope.CurrentScope;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.jdbc.JdbcTable;
import dev.leakcheck.internal.track.jdkhttp.JdkExchange;
import java.util.List;
import java.util.TimerTask;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes what the agent tells into the tables; one for the JVM, since the hooks are. */
public final class Tracker implements AgentEvents {

    private static final String APACHE = "org.apache.hc.";

    private static final Tracker INSTANCE = new Tracker();

    private final ThreadTable threads = new ThreadTable();
    private final DescriptorTable descriptors = new DescriptorTable();
    private final CollectedDescriptors collected = new CollectedDescriptors();
    private final OwnOpenings ownOpenings = new OwnOpenings();
    private final ProcessTable processes = new ProcessTable();
    private final BufferTable buffers = new BufferTable();
    private final CallTable okHttpCalls = new CallTable();
    private final CallTable apacheCalls = new CallTable();
    private final PoolTable apachePools = new PoolTable();
    private final CallTable jdkHttpCalls = new CallTable();
    private final WeakIdentityMap<Object, Boolean> jdkWebSockets = new WeakIdentityMap<>();
    private final CallTable urlConnections = new CallTable();
    private final BodyOutcomes bodyOutcomes = new BodyOutcomes();
    private final JdbcTable jdbc = new JdbcTable(threads, descriptors);
    private final TaskTable tasks = new TaskTable();
    private final OwnerTable owners = new OwnerTable();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** What the thread had allocated when it began to make a buffer. */
    private final ThreadLocal<Long> buffering = new ThreadLocal<>();

    /** No lambda: hooks come here, and linking one runs much code. */
    private final Consumer<JdkExchange> jdkHttpResponses = new Consumer<>() {
        @Override
        public void accept(JdkExchange exchange) {
            responded(jdkHttpCalls.find(exchange));
        }
    };

    private Tracker() {}

    /** The tracker of this JVM. */
    public static Tracker instance() {
        return INSTANCE;
    }

    /** Threads and pools. */
    public ThreadTable threads() {
        return threads;
    }

    /** Whether a task that waits in a queue is known to be of a scope that has ended. */
    public boolean isOfEnded(Object task) {
        return tasks.isOfEnded(task);
    }

    /** Descriptors. */
    public DescriptorTable descriptors() {
        return descriptors;
    }

    /** Descriptors that nobody but the garbage collector closed. */
    public CollectedDescriptors collected() {
        return collected;
    }

    /** What LeakCheck itself opens and closes again. */
    public OwnOpenings ownOpenings() {
        return ownOpenings;
    }

    /** Child processes. */
    public ProcessTable processes() {
        return processes;
    }

    /** Direct memory. */
    public BufferTable buffers() {
        return buffers;
    }

    /** Calls of OkHttp. */
    public CallTable okHttpCalls() {
        return okHttpCalls;
    }

    /** Connections, statements and result sets. */
    public JdbcTable jdbc() {
        return jdbc;
    }

    /** Exchanges of Apache HttpClient. */
    public CallTable apacheCalls() {
        return apacheCalls;
    }

    /** Connection managers of Apache HttpClient. */
    public PoolTable apachePools() {
        return apachePools;
    }

    /** Calls of java.net.http: each call object is a {@link JdkExchange}. */
    public CallTable jdkHttpCalls() {
        return jdkHttpCalls;
    }

    /** Web sockets of java.net.http. */
    public WeakIdentityMap<Object, Boolean> jdkWebSockets() {
        return jdkWebSockets;
    }

    /** Each HttpURLConnection with a connection, and its stream as the response. */
    public CallTable urlConnections() {
        return urlConnections;
    }

    /** Bodies that ended in ways worth knowing. */
    public BodyOutcomes bodyOutcomes() {
        return bodyOutcomes;
    }

    /** Owners that libraries' adapters know of. */
    public OwnerTable owners() {
        return owners;
    }

    /** Who listens in; mostly nobody. */
    public List<Listener> listeners() {
        return listeners;
    }

    private void responded(@Nullable TrackedCall call) {
        if (call != null && !listeners.isEmpty()) {
            for (Listener listener : listeners) {
                listener.bodyResponded(call);
            }
        }
    }

    private void opened(Opening opening) {
        if (!listeners.isEmpty()) {
            for (Listener listener : listeners) {
                listener.descriptorOpened(opening);
            }
        }
    }

    @Override
    public void descriptorOpened(int fd, DescriptorKind kind, int leader) {
        if (ownOpenings.areHere()) {
            descriptors.taken(fd);
            return;
        }
        long began = listeners.isEmpty() ? -1 : Allocation.currentThreadBytes();
        Opening opening = descriptors.opened(fd, kind, leader, null, threads.originHere());
        jdbc.descriptorOpened(fd);
        opened(opening);
        if (began >= 0) {
            excuse(began);
        }
    }

    private void excuse(long began) {
        long allocated = Allocation.currentThreadBytes() - began;
        for (Listener listener : listeners) {
            listener.allocatedBesides(allocated);
        }
    }

    @Override
    public void descriptorCollected(int fd) {
        collected.add(descriptors.get(fd));
    }

    @Override
    public void socketUnresolved(int fd) {
        Opening opening = descriptors.get(fd);
        if (opening != null && LostSocket.isLost(opening)) {
            descriptors.livesBy(opening, LostSocket.LOST);
        }
    }

    @Override
    public void threadStarting(Thread thread, @Nullable Object container) {
        threads.starting(thread, container, VirtualThreads.isVirtual(thread));
        jdbc.threadStarting(thread);
        if (!listeners.isEmpty()) {
            for (Listener listener : listeners) {
                listener.threadStarting(thread);
            }
        }
    }

    @Override
    public void virtualThreadEnded(Thread thread) {
        threads.virtualEnded(thread);
    }

    @Override
    public void poolCreated(Object pool) {
        threads.poolCreated(pool);
        jdbc.poolCreated(pool);
    }

    @Override
    public void workerCreated(Object pool, Thread worker) {
        threads.workerCreated(pool, worker);
    }

    @Override
    public void ownerCreated(Object owner) {
        owners.created(owner, threads.originHere());
    }

    @Override
    public void taskSubmitted(Object task, @Nullable Object work) {
        // A timer's thread is not started for its first task: whether that is a static initialiser's must be asked
        // here.
        tasks.created(task, task instanceof TimerTask ? threads.originHere().charge() : threads.scopeHere());
        if (work != null) {
            taskMadeOf(task, work);
        }
    }

    @Override
    public void taskForked(Object task) {
        tasks.forked(task, threads.scopeOfFork());
    }

    @Override
    public void taskMadeOf(Object task, Object work) {
        if (JdkWork.is(work)) {
            tasks.madeHere(task, threads.originHere());
        }
    }

    @Override
    public void taskHandedOver(Object task) {
        tasks.handedOver(task, threads.scopeOfHandover(), threads);
    }

    @Override
    public void taskStarting(Object task) {
        tasks.starting(task, threads);
    }

    @Override
    public void workerIdle() {
        CurrentScope.endTasks();
    }

    @Override
    public void taskEntered(Object task) {
        tasks.entered(task);
    }

    @Override
    public void taskLeft(Object task, boolean over) {
        tasks.left(task, over);
    }

    @Override
    public void processStarted(Object process, long pid, int[] pipes) {
        ProcessTable.Child child = processes.started((Process) process, pid, threads.originHere());
        for (int pipe : pipes) {
            if (pipe >= 0) {
                opened(descriptors.opened(pipe, DescriptorKind.PIPE, -1, child, threads.originHere()));
            }
        }
    }

    @Override
    public void processDestroyed(Object process) {
        processes.destroyed((Process) process);
    }

    @Override
    public void directMemoryReserved(Object deallocator, long bytes) {
        buffers.reserved(deallocator, bytes, threads.originHere());
    }

    @Override
    public void directMemoryFreed(Object deallocator) {
        buffers.freed(deallocator);
    }

    @Override
    public void okHttpCallStarted(Object call) {
        okHttpCalls.started(call, threads.originHere().without("okhttp3."));
    }

    @Override
    public void okHttpResponse(Object call, Object response) {
        responded(okHttpCalls.responded(call, response));
    }

    @Override
    public void okHttpBodyComplete(Object exchange, long bytesRead, @Nullable Object error) {
        okHttpCalls.bodyEnds(exchange, bytesRead, error);
    }

    @Override
    public void apacheCallStarted(Object runtime, @Nullable Object routeOrContext) {
        if (apacheCalls.find(runtime) == null) {
            apacheCalls.started(runtime, threads.originHere().without(APACHE));
        }
        apacheCalls.goes(runtime, routeOrContext);
    }

    @Override
    public void apacheRequest(Object runtime, @Nullable Object request) {
        apacheCalls.requested(runtime, Cancellation.ofCallback(request));
    }

    @Override
    public void apacheResponse(Object runtime, @Nullable Object response) {
        if (response != null) {
            responded(apacheCalls.responded(runtime, response));
        }
    }

    @Override
    public void apacheBodyClosing(Object body) {
        apacheCalls.bodyEnds(body, -1, null);
    }

    @Override
    public void apachePoolCreated(Object pool) {
        apachePools.created(pool);
    }

    @Override
    public void apacheExchange(Object runtime, Object handler) {
        TrackedCall call = apacheCalls.sends(runtime);
        ScopedOrigin origin = call == null ? null : call.origin();
        if (origin != null) {
            tasks.created(handler, origin.scope());
        }
    }

    @Override
    public void jdbcAsked(@Nullable Object giver, @Nullable String url) {
        jdbc.asked(giver, url);
    }

    @Override
    public void jdbcConnected(Object connection, boolean outermost) {
        jdbc.connected(connection, outermost);
    }

    @Override
    public void jdbcRefused() {
        jdbc.refused();
    }

    @Override
    public void jdbcStatement(Object connection, Object statement, @Nullable String sql) {
        jdbc.statement(connection, statement, sql);
    }

    @Override
    public void jdbcMetaData(Object connection, Object metaData) {
        jdbc.metaData(connection, metaData);
    }

    @Override
    public void jdbcExecuting(Object statement, String sql) {
        jdbc.executing(statement, sql);
    }

    @Override
    public void jdbcResultSet(Object giver, Object resultSet, @Nullable String sql) {
        jdbc.resultSet(giver, resultSet, sql);
    }

    @Override
    public void jdbcClosing(Object connection) {
        jdbc.closing(connection);
    }

    @Override
    public Object jdkHttpSending(Object request, Object handler) {
        JdkExchange exchange = JdkExchange.of(request, handler, threads.scopeHere(), jdkHttpResponses);
        jdkHttpCalls.started(exchange, threads.originHere());
        return exchange;
    }

    @Override
    public Object jdkHttpSubscriber(Object subscriber) {
        return JdkExchange.original(subscriber);
    }

    @Override
    public void jdkHttpExchange(Object handler, Object exchange) {
        if (handler instanceof JdkExchange known) {
            known.carriedBy(exchange);
        }
    }

    @Override
    public void jdkHttpResult(Object handler, Object result) {
        if (handler instanceof JdkExchange known) {
            known.resultsIn(result);
        }
    }

    @Override
    public void jdkWebSocketOpened(Object socket) {
        jdkWebSockets.put(socket, Boolean.TRUE);
    }

    @Override
    public void jdkHttpBuffering() {
        if (!listeners.isEmpty()) {
            long began = Allocation.currentThreadBytes();
            if (began >= 0) {
                buffering.set(began);
            }
        }
    }

    @Override
    public void jdkHttpBuffered() {
        Long began = buffering.get();
        if (began != null) {
            buffering.remove();
            excuse(began);
        }
    }

    @Override
    public void urlConnected(Object connection) {
        urlConnections.started(connection, threads.originHere());
    }

    @Override
    public void urlResponded(Object connection, Object stream) {
        urlConnections.started(connection, threads.originHere());
        responded(urlConnections.responded(connection, stream));
    }
}
