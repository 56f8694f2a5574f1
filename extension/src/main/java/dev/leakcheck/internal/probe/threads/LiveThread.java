package dev.leakcheck.internal.probe.threads;

import dev.leakcheck.internal.agent.Agent;
import dev.leakcheck.internal.benign.BenignSites;
import dev.leakcheck.internal.benign.BenignThreads;
import dev.leakcheck.internal.jdk.PlatformThreads;
import dev.leakcheck.internal.os.ThreadText;
import dev.leakcheck.internal.owner.Keeper;
import dev.leakcheck.internal.owner.LazyOwnership;
import dev.leakcheck.internal.owner.LibraryCall;
import dev.leakcheck.internal.owner.ProcessReader;
import dev.leakcheck.internal.owner.StoppedWork;
import dev.leakcheck.internal.owner.WatchServices;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.Site;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.ProcessTable.Child;
import dev.leakcheck.internal.track.ThreadTable;
import dev.leakcheck.internal.track.VirtualThreads;
import dev.leakcheck.spi.Detail;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thread. */
final class LiveThread implements LiveResource {

    private static final String THREAD_OF_FUTURE = "java.util.concurrent.CompletableFuture$ThreadPerTaskExecutor";

    private final Thread thread;
    private final ThreadTable table;
    private final LazyOwnership ownership;

    LiveThread(Thread thread, ThreadTable table, LazyOwnership ownership) {
        this.thread = thread;
        this.table = table;
        this.ownership = ownership;
    }

    @Override
    public Object identity() {
        return thread;
    }

    @Override
    public String label() {
        return thread.getName();
    }

    @Override
    public String summary() {
        return ThreadText.of(thread) + (VirtualThreads.isVirtual(thread) ? "" : ", daemon=" + thread.isDaemon()) + ", "
                + thread.getState();
    }

    @Override
    public @Nullable Origin origin() {
        return table.origin(thread);
    }

    @Override
    public @Nullable Owner owner() {
        Keeper keeper = keeper();
        if (keeper != null) {
            return keeper.asOwner();
        }
        Holder holder = table.holder(thread);
        if (holder != null && holder.owner() != null) {
            return holder.owner();
        }
        Object pool = table.pool(thread);
        if (pool != null) {
            return new Owner(pool, "the pool", table.poolOrigin(pool));
        }
        Opening watching = WatchServices.openingFor(thread);
        if (watching != null) {
            return new Owner(watching, "the WatchService", watching.origin());
        }
        Child process = ProcessReader.processOf(thread);
        return process == null ? null : new Owner(process, "the process", process.origin());
    }

    @Override
    public Standing standing() {
        if (thread == Thread.currentThread() || runsTheTests()) {
            return Standing.nobodys("it runs the tests");
        }
        Object pool = table.pool(thread);
        Keeper keeper = keeper();
        Standing known = keeper == null ? benign(pool) : ending(keeper);
        if (known != null) {
            return known;
        }
        if (pool != null && Pools.isShutDown(pool)) {
            return Standing.ending("its pool was shut down");
        }
        Holder holder = table.holder(thread);
        if (holder != null && holder.owner() == null) {
            return holder.standing();
        }
        String stopped = pool == null ? StoppedWork.ofThread(thread) : null;
        return stopped == null ? Timers.standing(thread) : Standing.ending("its " + stopped + " was told to stop");
    }

    private @Nullable Keeper keeper() {
        return ownership.get().of(thread);
    }

    private static @Nullable Standing ending(Keeper keeper) {
        Standing standing = keeper.standingOfParts();
        return standing.kind() == Standing.Kind.HELD ? null : standing;
    }

    /** By its pool first: a worker is started wherever a task was handed over, the pool tells whose it is. */
    private @Nullable Standing benign(@Nullable Object pool) {
        ScopedOrigin poolOrigin = pool == null ? null : table.poolOrigin(pool);
        if (pool != null && poolOrigin == null && Agent.isActive()) {
            return Standing.nobodys("its pool is older than LeakCheck in this JVM");
        }
        List<StackTraceElement> poolSite = poolOrigin == null ? List.of() : poolOrigin.stack();
        BenignSites.Rule ofPool = poolSite.isEmpty() ? null : BenignSites.match(poolSite);
        if (ofPool != null) {
            return Standing.nobodys(ofPool.reason());
        }
        ScopedOrigin origin = table.origin(thread);
        List<StackTraceElement> site = origin == null ? List.of() : origin.stack();
        BenignSites.Rule ofThread = site.isEmpty() ? null : BenignSites.match(site);
        if (ofThread != null) {
            return Standing.nobodys(ofThread.reason());
        }
        BenignThreads.Entry named = BenignThreads.match(thread, site, poolSite);
        return named == null ? null : Standing.nobodys(named.reason());
    }

    private boolean runsTheTests() {
        Object pool = table.pool(thread);
        return pool != null && pool == table.pool(Thread.currentThread());
    }

    @Override
    public String siteHeading() {
        return "started at";
    }

    @Override
    public List<Detail> details() {
        StackTraceElement[] now = thread.getStackTrace();
        if (now.length == 0) {
            return List.of();
        }
        return Pools.isIdle(now)
                ? List.of(Detail.lines("now idle: waits for a task of its pool", List.of()))
                : List.of(Detail.frames("now at", Site.standing(now)));
    }

    /** Where the common pool has no two workers, a thread for each future that is to be computed. */
    private boolean isOfFuture() {
        ScopedOrigin origin = table.origin(thread);
        return origin != null
                && origin.stack().stream()
                        .anyMatch(frame -> frame.getClassName().equals(THREAD_OF_FUTURE));
    }

    @Override
    public String remedy() {
        Keeper keeper = keeper();
        if (keeper != null) {
            return keeper.remedy();
        }
        Object pool = table.pool(thread);
        String ofLibrary = LibraryCall.remedy(pool == null ? table.origin(thread) : table.poolOrigin(pool));
        if (ofLibrary != null) {
            return ofLibrary;
        }
        if (PlatformThreads.isTimer(thread)) {
            return "call cancel() on the java.util.Timer before the test ends";
        }
        if (pool == null) {
            String ofJdk = LibraryCall.remedyOfJdk(table.origin(thread));
            return ofJdk != null ? ofJdk : remedyOfOne();
        }
        return Pools.isCloseable()
                ? "close() the executor before the test ends, or open it in try (…)"
                : "shut the pool down before the test ends: shutdownNow(), then awaitTermination(…)";
    }

    private String remedyOfOne() {
        return isOfFuture()
                ? "join() the CompletableFuture before the test ends, and see that what it waits for comes"
                : "end the thread and join() it before the test ends";
    }
}
