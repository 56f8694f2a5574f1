package dev.leakcheck.internal.benign;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Cleaner;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenignThreadsTest {

    private static BenignThreads.@Nullable Entry match(Thread thread, List<StackTraceElement> site) {
        return BenignThreads.match(thread, site, List.of());
    }

    private static final List<StackTraceElement> USER_SITE =
            List.of(new StackTraceElement("com.acme.SomeTest", "starts", "SomeTest.java", 7));

    @Test
    void realThreadsOfTheJdkAreExcused() throws Exception {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, 1, TimeUnit.MILLISECONDS)
                .join();
        CompletableFuture.runAsync(() -> {}).join();
        Cleaner cleaner = Cleaner.create();
        HttpClient client = HttpClient.newHttpClient();
        new ProcessBuilder("true").start().waitFor();
        List<String> unknown = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> match(thread, List.of()) == null)
                .map(thread -> thread.getName() + " " + thread.getClass().getName())
                .toList();
        assertThat(unknown).allMatch(name -> name.matches("main java.lang.Thread"));
        assertThat(cleaner).isNotNull();
        assertThat(client).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Finalizer",
                "Signal Dispatcher",
                "Cleaner-0",
                "process reaper",
                "Keep-Alive-Timer",
                "ForkJoinPool.commonPool-worker-1",
                "ForkJoinPool.commonPool-delayScheduler",
                "MasterPoller",
                "SubPoller-0",
                "HttpClient-1-SelectorManager",
                "Java2D Disposer",
                "AWT-EventQueue-0",
                "Okio Watchdog",
                "parallel-1",
                "single-1",
                "DefaultDispatcher-worker-1",
                "JFR Recorder Thread"
            })
    void aNameOfTheJvmsDoesNotExcuseAPlainThread(String name) {
        assertThat(match(new Thread(name), List.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OkHttp TaskRunner",
                "testcontainers-ryuk",
                "globalEventExecutor-1-1",
                "Generate Seed",
                "HttpClient-1-Worker-0",
                "CompletableFutureDelayScheduler",
                "RMI Reaper",
                "Monitor Ctrl-Break",
                "surefire-forkedjvm-ping-30s",
                "JNA Cleaner",
                "BC Entropy Daemon",
                "RxCachedThreadScheduler-1",
                "RxComputationThreadPool-1",
                "RxSingleScheduler-1",
                "RxCachedWorkerPoolEvictor-1",
                "RxSchedulerPurge-1",
                "boundedElastic-1",
                "boundedElastic-evictor-1",
                "kotlinx.coroutines.DefaultExecutor",
                "Test worker"
            })
    void aLibrarysNameExcusesUnlessTheSiteSaysOtherwise(String name) {
        Thread thread = new Thread(name);
        assertThat(match(thread, List.of())).isNotNull();
        assertThat(match(thread, USER_SITE)).isNull();
    }

    @Test
    void aRelocatedLibraryIsKnown() {
        Thread thread = new Thread("OkHttp TaskRunner");
        assertThat(match(
                        thread,
                        List.of(new StackTraceElement(
                                "com.acme.shaded.okhttp3.internal.concurrent.TaskRunner", "x", null, 1))))
                .isNotNull();
        assertThat(match(thread, List.of(new StackTraceElement("com.acme.myokhttp3.Runner", "x", null, 1))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My Finalizer",
                "xglobalEventExecutor-1-1",
                "HttpClient-1-Worker-0\n",
                "RMI TCP Accept-1099 ",
                "pool-1-thread-1",
                "Thread-0",
                "RxNewThreadScheduler-1",
                "Timer-0",
                "ForkJoinPool-1-worker-1",
                "idle-timeout-task",
                "HTTP-Dispatcher",
                "FileSystemWatchService",
                "junit-timeout-thread-1"
            })
    void noNameIsLoose(String name) {
        assertThat(match(new Thread(name), List.of())).isNull();
    }

    @Test
    void aGroupOfTheSameNameIsNotTheJvms() {
        ThreadGroup impostor = new ThreadGroup("system");
        assertThat(match(new Thread(impostor, () -> {}, "Finalizer"), List.of()))
                .isNull();
    }

    @Test
    void aPoolOfOnesOwnIsNotTheCommonPool() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        AtomicReference<Thread> own = new AtomicReference<>();
        CountDownLatch ran = new CountDownLatch(1);
        pool.execute(() -> {
            own.set(Thread.currentThread());
            ran.countDown();
        });
        ran.await();
        assertThat(match(own.get(), List.of())).isNull();
        pool.shutdown();
    }

    @Test
    void aPoolThatIsSharedIsToldByItsCreation() {
        Thread thread = new Thread("boundedElastic-1");
        StackTraceElement inReactor =
                new StackTraceElement("reactor.core.scheduler.BoundedElasticScheduler", "createWorker", null, 1);
        StackTraceElement inCache =
                new StackTraceElement("reactor.core.scheduler.Schedulers$CachedScheduler", "createWorker", null, 1);
        StackTraceElement makesShared = new StackTraceElement("reactor.core.scheduler.Schedulers", "cache", null, 1);
        StackTraceElement makesOwn =
                new StackTraceElement("reactor.core.scheduler.Schedulers", "newBoundedElastic", null, 1);

        List<StackTraceElement> site = List.of(inReactor, USER_SITE.get(0));

        assertThat(BenignThreads.match(thread, site, List.of(inReactor, inCache)))
                .isNotNull();
        assertThat(BenignThreads.match(thread, site, List.of(makesOwn, makesShared)))
                .isNotNull();
        assertThat(BenignThreads.match(thread, site, List.of())).isNotNull();
        assertThat(BenignThreads.match(thread, site, List.of(makesOwn, USER_SITE.get(0))))
                .isNull();
        assertThat(BenignThreads.match(thread, USER_SITE, List.of())).isNull();
    }

    @Test
    void everyEntrySaysWhy() {
        assertThat(BenignThreads.entries()).allSatisfy(entry -> {
            assertThat(entry.what()).isNotBlank();
            assertThat(entry.reason()).isNotBlank();
        });
    }
}
