package dev.leakcheck.internal.benign;

import static dev.leakcheck.internal.benign.ThreadRules.INNOCUOUS;
import static dev.leakcheck.internal.benign.ThreadRules.innocuous;
import static dev.leakcheck.internal.benign.ThreadRules.isInGroup;
import static dev.leakcheck.internal.benign.ThreadRules.isOf;
import static dev.leakcheck.internal.benign.ThreadRules.isOfPart;
import static dev.leakcheck.internal.benign.ThreadRules.isStartedBy;
import static dev.leakcheck.internal.benign.ThreadRules.reactor;
import static dev.leakcheck.internal.benign.ThreadRules.started;
import static dev.leakcheck.internal.benign.ThreadRules.system;
import static dev.leakcheck.internal.benign.ThreadRules.when;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Threads that are nobody's leak, told by their names.
 *
 * <p>Anybody can give a thread any name, so a name alone excuses only where it is all there is. Threads of the JVM must
 * also be in its group or of its class; threads of a library must also have been started by the library, as far as
 * the creation site is known. Where users can make for themselves what a library also shares, the site must be one that
 * only what is shared has.
 */
public final class BenignThreads {

    /**
     * One excuse.
     *
     * @param what the name's pattern and the further condition, for people
     * @param reason why it is nobody's leak
     */
    public record Entry(String name, String what, String reason, Matcher matcher) {}

    /** Looks at one thread. */
    @FunctionalInterface
    public interface Matcher {
        /**
         * Tells whether this is such a thread; an empty site is unknown.
         *
         * @param site where it was started
         * @param poolSite where the pool that it works in was created
         */
        boolean matches(Thread thread, List<StackTraceElement> site, List<StackTraceElement> poolSite);
    }

    private static final List<Entry> ENTRIES = List.of(
            system(
                    "JVM",
                    "Reference Handler|Finalizer|Signal Dispatcher|Attach Listener|Service Thread|"
                            + "Monitor Deflation Thread|Notification Thread|Sweeper thread|C[12] CompilerThread\\d+|"
                            + "JVMCI-native CompilerThread\\d+",
                    "the JVM's own"),
            when(
                    "JVM shutdown",
                    "DestroyJavaVM",
                    t -> isInGroup(t, "main"),
                    "in group main",
                    "stands for the main method that has returned"),
            innocuous("cleaner", "Common-Cleaner|Cleaner-\\d+", "ends when its Cleaner is garbage; cannot be stopped"),
            when(
                    "process reaper",
                    "process reaper( \\(pid \\d+\\))?",
                    t -> isOf(t, INNOCUOUS) || isInGroup(t, "system"),
                    "in group system or an InnocuousThread",
                    "waits for a child; the child itself is what counts"),
            new Entry(
                    "common pool",
                    "a worker of ForkJoinPool.commonPool()",
                    "shared by all of the JVM; cannot be shut down",
                    (thread, site, poolSite) -> thread instanceof ForkJoinWorkerThread worker
                            && worker.getPool() == ForkJoinPool.commonPool()),
            when(
                    "common pool delay scheduler",
                    "ForkJoinPool\\.commonPool-delayScheduler",
                    t -> isOf(t, "java.util.concurrent.DelayScheduler"),
                    "a DelayScheduler",
                    "time-outs of CompletableFuture since JDK 25 share one thread per JVM"),
            started(
                    "CompletableFuture delay scheduler",
                    "CompletableFutureDelayScheduler",
                    "java.util.concurrent.CompletableFuture$Delayer",
                    "time-outs of CompletableFuture share one thread per JVM"),
            new Entry(
                    "carrier of virtual threads",
                    "a jdk.internal.misc.CarrierThread",
                    "virtual threads run on these, one pool per JVM",
                    (thread, site, poolSite) -> isOf(thread, "jdk.internal.misc.CarrierThread")),
            when(
                    "virtual thread delay scheduler",
                    "ForkJoinPool-\\d+-delayScheduler",
                    t -> isOf(t, "java.util.concurrent.DelayScheduler") && isInGroup(t, "CarrierThreads"),
                    "a DelayScheduler in group CarrierThreads",
                    "sleeping virtual threads share one per JVM"),
            innocuous(
                    "virtual thread support",
                    "VirtualThread-(unblocker|unparker)|MasterPoller|(Read|Write)-Poller",
                    "one per JVM, for all virtual threads"),
            // These are virtual threads themselves, and anybody can start one of that name.
            when(
                    "virtual thread sub-poller",
                    "SubPoller-\\d+",
                    t -> isOf(t, "java.lang.VirtualThread"),
                    "a virtual thread started by sun.nio.ch.Poller",
                    "one set per JVM, for all virtual threads",
                    "sun.nio.ch.Poller"),
            innocuous(
                    "HttpURLConnection keep-alive",
                    "Keep-Alive-Timer|Keep-Alive-SocketCleaner",
                    "closes idle connections and ends by itself"),
            when(
                    "java.net.http selector",
                    "HttpClient-\\d+-SelectorManager",
                    t -> isOf(t, "jdk.internal.net.http.HttpClientImpl$SelectorManager"),
                    "a SelectorManager",
                    "ends when its client is garbage; in JDK 17 a client cannot be closed"),
            started(
                    "java.net.http worker",
                    "HttpClient-\\d+-Worker-\\d+",
                    "jdk.internal.net.http.",
                    "an idle worker of a client's default executor ends after a minute"),
            system("JFR recorder", "JFR Recorder Thread", "shared by all recordings of the JVM"),
            started(
                    "JFR",
                    "JFR Periodic Tasks|JFR Recording Scheduler|JFR Shutdown Hook",
                    "jdk.jfr.",
                    "shared by all recordings of the JVM"),
            // 'RMI TCP Accept-1099' is a leak: unexporting the registry ends it. On an anonymous port nothing does.
            started(
                    "RMI",
                    "RMI TCP Accept-0|RMI TCP Connection\\(.*\\)-.*|RMI TCP Connection\\(idle\\)|"
                            + "RMI Scheduler\\(\\d+\\)|RMI RenewClean-\\[.*\\]|RMI Reaper|(RMI )?GC Daemon",
                    "sun.rmi.",
                    "RMI runs these for all of the JVM"),
            started(
                    "JMX",
                    "JMX server connection timeout \\d+|RMI TCP Accept-\\d+",
                    "com.sun.jmx.|sun.management.jmxremote.",
                    "serves a tool that watches this JVM"),
            system(
                    "desktop",
                    "AWT-Shutdown|AWT-XAWT|AWT-Windows|AWT-AppKit|Java2D Disposer|TimerQueue|Java Sound.*",
                    "the desktop toolkit's own, once per JVM"),
            when(
                    "event queue",
                    "AWT-EventQueue-\\d+",
                    t -> isOf(t, "java.awt.EventDispatchThread"),
                    "an EventDispatchThread",
                    "ends by itself when nothing is displayable"),
            started(
                    "SwingWorker",
                    "SwingWorker-pool-\\d+-thread-\\d+",
                    "javax.swing.SwingWorker",
                    "an idle worker of the one pool ends after ten minutes"),
            started(
                    "PKCS#11",
                    "Poller SunPKCS11-.*",
                    "sun.security.pkcs11.",
                    "watches for smart cards, once per provider"),
            new Entry(
                    "JUnit worker",
                    "a worker of a HierarchicalTestExecutorService",
                    "runs the tests",
                    (thread, site, poolSite) -> isOfPart(
                            thread,
                            "org.junit.platform.engine.support.hierarchical.*HierarchicalTestExecutorService$.*")),
            started("JUnit worker", "junit-\\d+-worker-\\d+", "org.junit.platform.", "runs the tests"),
            started("JUnit time-out", "junit-jupiter-timeout-watcher", "org.junit.", "one per run, closed at its end"),
            started("JUnit 4 time-out", "Time-limited test", "org.junit.", "runs a test method of JUnit 4"),
            started(
                    "Surefire",
                    "surefire-forkedjvm-[a-z]+(-[a-z0-9]+)*",
                    "org.apache.maven.surefire.",
                    "talks to Maven"),
            started(
                    "Gradle",
                    "Test worker|/[0-9a-f.:%]+ to /[0-9a-f.:%]+ workers( Thread \\d+)?",
                    "org.gradle.",
                    "talks to Gradle"),
            started("IntelliJ IDEA", "Monitor Ctrl-Break", "com.intellij.", "talks to the IDE"),
            started(
                    "OkHttp",
                    "OkHttp .+",
                    "okhttp3.internal.concurrent.",
                    "one pool per JVM, whose idle threads end after a minute, named by the task they ran last"),
            started(
                    "OkHttp dispatcher",
                    "OkHttp (Dispatcher|https?://.*)",
                    "okhttp3.Dispatcher",
                    "an idle one ends after a minute, as OkHttp promises to users who never shut it down;"
                            + " of a busy one the call is what counts"),
            started(
                    "OkHttp 3",
                    "OkHttp .+",
                    "okhttp3.internal.http2.Http2Connection|okhttp3.internal.cache.DiskLruCache|okhttp3.ConnectionPool"
                            + "|okhttp3.internal.connection.RealConnectionPool",
                    "what OkHttp 4 has one pool for: they serve a connection or a cache, which is what counts, and end with it"),
            new Entry(
                    "MockWebServer",
                    "MockWebServer .*, if it is not known where it was started",
                    "the listening socket stands for the server; where its threads come from only hooks can tell",
                    (thread, site, poolSite) ->
                            site.isEmpty() && thread.getName().startsWith("MockWebServer ")),
            new Entry(
                    "Okio",
                    "Okio Watchdog, an okio.AsyncTimeout$Watchdog",
                    "one per JVM, ends when no time-out is pending for a minute",
                    (thread, site, poolSite) -> thread.getName().equals("Okio Watchdog")
                            && isOfPart(thread, "(.*\\.)?okio\\.AsyncTimeout.*")),
            started(
                    "Testcontainers", "testcontainers-(ryuk|wait-\\d+|lifecycle-\\d+|pull-watchdog-\\d+)|ducttape-\\d+",
                    "org.testcontainers.|org.rnorth.ducttape.", "static pools of Testcontainers"),
            started(
                    "Docker client",
                    "docker-java-stream-.*",
                    "com.github.dockerjava.|org.testcontainers.",
                    "follows a container that outlives the test"),
            started(
                    "Netty singleton",
                    "globalEventExecutor-\\d+-\\d+|ObjectCleanerThread|threadDeathWatcher-\\d+-\\d+",
                    "io.netty.",
                    "one per JVM, ends by itself when idle"),
            started(
                    "MySQL driver", "mysql-cj-abandoned-connection-cleanup|Abandoned connection cleanup thread",
                    "com.mysql.", "one per JVM, started with the driver"),
            started(
                    "PostgreSQL driver",
                    "PostgreSQL-JDBC-(Cleaner|SharedTimer-\\d+)",
                    "org.postgresql.",
                    "one per driver, ends by itself when the last connection is gone"),
            new Entry(
                    "Javalin",
                    "Thread-\\d+, started by the constructor of its JettyServer",
                    "sleeps for five seconds, to warn if its server was not started by then; nobody can end it",
                    (thread, site, poolSite) ->
                            !site.isEmpty() && isStartedBy(site, "io.javalin.jetty.JettyServer.<init>")),
            started("H2 seed", "Generate Seed", "org.h2.", "seeds a random generator once per JVM"),
            // A scheduler that a user makes has the thread factory, and thereby the names, that the user hands to it.
            // RxNewThreadScheduler-N is not here: each of those is one worker's, and ends when that is disposed of.
            started(
                    "RxJava",
                    "Rx(CachedThreadScheduler|ComputationThreadPool|SingleScheduler)-\\d+",
                    "io.reactivex.rxjava3.internal.schedulers.NewThreadWorker|"
                            + "io.reactivex.rxjava3.internal.schedulers.SingleScheduler|"
                            + "io.reactivex.internal.schedulers.NewThreadWorker|"
                            + "io.reactivex.internal.schedulers.SingleScheduler",
                    "works for a scheduler of Schedulers, one set per JVM; shutting them down would break all other users"),
            // Whoever makes a scheduler with RxJavaPlugins.createIoScheduler gets one of this name, too.
            started(
                    "RxJava evictor",
                    "RxCachedWorkerPoolEvictor-\\d+",
                    "io.reactivex.rxjava3.schedulers.Schedulers|io.reactivex.schedulers.Schedulers",
                    "ends idle workers of Schedulers.io(), one per JVM"),
            started(
                    "RxJava purge",
                    "RxSchedulerPurge-\\d+",
                    "io.reactivex.rxjava3.internal.schedulers.SchedulerPoolFactory|"
                            + "io.reactivex.internal.schedulers.SchedulerPoolFactory",
                    "removes cancelled tasks from all schedulers, one per JVM"),
            reactor(
                    "Reactor",
                    "boundedElastic-(evictor-)?\\d+",
                    t -> true,
                    "",
                    "works for Schedulers.boundedElastic(), one per JVM; disposing of it would break all other users"),
            reactor(
                    "Reactor, not blocking",
                    "(parallel|single)-\\d+",
                    t -> isOfPart(t, "(.*\\.)?reactor\\.core\\.scheduler\\.ReactorThreadFactory\\$NonBlockingThread"),
                    "a ReactorThreadFactory$NonBlockingThread, ",
                    "works for Schedulers.parallel() or single(), one per JVM; disposing of it would break all other users"),
            when(
                    "Kotlin coroutines",
                    "DefaultDispatcher-worker-(\\d+|TERMINATED)",
                    t -> isOfPart(t, "(.*\\.)?kotlinx\\.coroutines\\.scheduling\\.CoroutineScheduler\\$Worker"),
                    "a CoroutineScheduler$Worker",
                    "Dispatchers.Default and IO share one set per JVM; an idle one ends after a minute"),
            started(
                    "Kotlin coroutines' timer",
                    "kotlinx\\.coroutines\\.DefaultExecutor",
                    "kotlinx.coroutines.DefaultExecutor",
                    "one per JVM, ends by itself when no delay is pending for a second"),
            started("JNA", "JNA Cleaner", "com.sun.jna.", "one per JVM, ends by itself when idle"),
            started(
                    "Bouncy Castle",
                    "BC Entropy Daemon|BC FIPS Entropy Daemon",
                    "org.bouncycastle.",
                    "gathers entropy, once per JVM"));

    private BenignThreads() {}

    /** Returns the whole table, for the documentation and the report. */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    /**
     * Returns the first entry that excuses a thread, or null; an empty creation site is an unknown one.
     *
     * @param site where it was started
     * @param poolSite where the pool that it works in was created
     */
    public static @Nullable Entry match(Thread thread, List<StackTraceElement> site, List<StackTraceElement> poolSite) {
        for (Entry entry : ENTRIES) {
            if (entry.matcher().matches(thread, site, poolSite)) {
                return entry;
            }
        }
        return null;
    }
}
