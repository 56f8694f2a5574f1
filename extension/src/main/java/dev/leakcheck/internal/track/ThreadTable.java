package dev.leakcheck.internal.track;

import dev.leakcheck.internal.benign.BenignSites;
import dev.leakcheck.internal.scope.CurrentScope;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where threads and their pools come from. */
public final class ThreadTable {

    private final WeakIdentityMap<Thread, ScopedOrigin> started = new WeakIdentityMap<>();
    private final WeakIdentityMap<Thread, WeakReference<Object>> poolOfWorker = new WeakIdentityMap<>();
    private final WeakIdentityMap<Object, ScopedOrigin> pools = new WeakIdentityMap<>();
    private final WeakIdentityMap<Object, Supplier<@Nullable Holder>> holders = new WeakIdentityMap<>();
    private final WeakIdentityMap<Thread, Boolean> virtual = new WeakIdentityMap<>();
    private final WeakIdentityMap<Thread, Boolean> sharedByAll = new WeakIdentityMap<>();

    ThreadTable() {
        // Initialised before the hooks are in: inside one, class loading might wait for a thread that waits for us.
        BenignSites.match(List.of());
    }

    void starting(Thread thread, @Nullable Object container, boolean isVirtual) {
        started.put(thread, originHere());
        if (container != null && pools.get(container) != null) {
            poolOfWorker.put(thread, new WeakReference<>(container));
        }
        if (isVirtual) {
            virtual.put(thread, Boolean.TRUE);
        }
    }

    void virtualEnded(Thread thread) {
        virtual.remove(thread);
        started.remove(thread);
    }

    void poolCreated(Object pool) {
        pools.put(pool, originHere());
    }

    void workerCreated(Object pool, Thread worker) {
        poolOfWorker.put(worker, new WeakReference<>(pool));
    }

    /** Where a thread was started; null if before the agent, or without it. */
    public @Nullable ScopedOrigin origin(Thread thread) {
        return started.get(thread);
    }

    /** The pool that a worker belongs to; null if it stands alone. */
    public @Nullable Object pool(Thread thread) {
        if (thread instanceof ForkJoinWorkerThread worker) {
            return worker.getPool();
        }
        WeakReference<Object> pool = poolOfWorker.get(thread);
        return pool == null ? null : pool.get();
    }

    /** Where a pool was created; null if unknown. */
    public @Nullable ScopedOrigin poolOrigin(Object pool) {
        return pools.get(pool);
    }

    /** Says that a thread or pool lives by something that can be asked for later. */
    public void holds(Supplier<@Nullable Holder> holder, Object threadOrPool) {
        holders.put(threadOrPool, holder);
    }

    /** What a thread, or the pool that it works in, lives by now; null if nothing is known. */
    public @Nullable Holder holder(Thread thread) {
        Object pool = pool(thread);
        Supplier<@Nullable Holder> holder = holders.get(pool == null ? thread : pool);
        return holder == null ? null : holder.get();
    }

    /** The virtual threads that were started and have not ended. */
    public List<Thread> virtualThreads() {
        List<Thread> live = new ArrayList<>();
        virtual.forEach((thread, ignored) -> {
            if (thread.isAlive()) {
                live.add(thread);
            }
        });
        return live;
    }

    /** Whether a thread is left over from a scope that has ended: what it goes on doing is no other scope's doing. */
    public boolean isLeftOver(Thread thread) {
        ScopedOrigin root = root(thread);
        ScopeNode charge = root == null ? null : root.charge();
        return charge != null && !charge.isOpen();
    }

    /** Whether a thread is known to be a scope's that is not within this one. */
    public boolean isOfOther(Thread thread, ScopeNode scope) {
        ScopeNode owner = rootScope(thread);
        return owner != null && !owner.isWithin(scope);
    }

    /** The scope that a thread of its own, or the pool of a worker, was created for; null if unknown. */
    public @Nullable ScopeNode rootScope(Thread thread) {
        ScopedOrigin root = root(thread);
        return root == null || isSharedByAll(thread, root) ? null : root.charge();
    }

    /** The origin of what the calling thread creates now, for its current scope or the one its lineage says. */
    public ScopedOrigin originHere() {
        Thread thread = Thread.currentThread();
        ScopedOrigin root = root(thread);
        ScopedOrigin task = CurrentScope.originOfTask();
        return ScopedOrigin.here(
                scopeHere(),
                root == null || isSharedByAll(thread, root) ? null : root,
                task == null && isOfOneTask(thread) ? origin(thread) : task);
    }

    /** Whether an executor has started a thread for a single task: there whoever started it has handed that over. */
    private boolean isOfOneTask(Thread thread) {
        Object pool = pool(thread);
        return pool != null && !(pool instanceof ThreadPoolExecutor) && !(pool instanceof ForkJoinPool);
    }

    /** The scope that the calling thread creates for; null if unknown. */
    public @Nullable ScopeNode scopeHere() {
        ScopeNode current = CurrentScope.get();
        Thread thread = Thread.currentThread();
        return current != null && !isLoopOfAll(thread, current) ? current : lineage(thread);
    }

    /** The scope that a task is handed over for; null if unknown, as in a loop of the JDK's for all: no guess is kept. */
    @Nullable ScopeNode scopeOfHandover() {
        if (CurrentScope.get() == null) {
            Thread thread = Thread.currentThread();
            ScopedOrigin root = root(thread);
            if (root != null && isSharedByAll(thread, root)) {
                return null;
            }
        }
        return scopeHere();
    }

    /**
     * The scope that a task of ForkJoin is made for; null if unknown. Cheap, and no guess: on a worker of ForkJoin that
     * runs nobody's task the guess is made when something comes of it, not long before.
     */
    @Nullable ScopeNode scopeOfFork() {
        return CurrentScope.get() == null && Thread.currentThread() instanceof ForkJoinWorkerThread
                ? null
                : scopeHere();
    }

    /**
     * The scope that the first task of the calling worker works for: what started the worker in a static initialiser, or in an
     * extension, such as the loop of a server for all, is not the test's that came first. Null where only the moment can tell,
     * as in a loop of the JDK's for all.
     */
    @Nullable ScopeNode startedFor(ScopeNode submitter) {
        Thread thread = Thread.currentThread();
        ScopedOrigin start = origin(thread);
        ScopeNode charge =
                start == null || start.scope() != submitter || !isMadeForLonger(start) ? null : start.charge();
        if (charge == null || charge == submitter) {
            return submitter;
        }
        ScopedOrigin root = root(thread);
        return root != null && isSharedByAll(thread, root) ? null : charge;
    }

    /** The charge first: it is remembered, and mostly tells. */
    private static boolean isMadeForLonger(ScopedOrigin start) {
        return start.charge() != start.scope() && (start.isOfStaticState() || start.isOfExtension());
    }

    private @Nullable ScopeNode lineage(Thread thread) {
        ScopedOrigin root = root(thread);
        ScopeNode charge = root == null ? null : root.charge();
        if (charge == null) {
            return null;
        }
        // Whoever needs it first starts such a thread, and it works for all; for whom now is not known: for the only
        // running test, if there is one.
        if (isSharedByAll(thread, root)) {
            return charge.run().soleOpenWithin();
        }
        return charge.isOpen() && thread instanceof ForkJoinWorkerThread ? charge.soleOpenWithin() : charge;
    }

    /** A task that never ends, such as the loop of the JDK's own channel group, is nobody's after its first user. */
    private boolean isLoopOfAll(Thread thread, ScopeNode submitter) {
        if (submitter.isOpen() || thread instanceof ForkJoinWorkerThread) {
            return false;
        }
        ScopedOrigin root = root(thread);
        return root != null && isSharedByAll(thread, root);
    }

    private boolean isSharedByAll(Thread thread, ScopedOrigin root) {
        // No lambda: hooks come here, and linking one runs much code.
        Boolean known = sharedByAll.get(thread);
        if (known == null) {
            BenignSites.Rule rule = BenignSites.match(root.stack());
            known = rule != null && rule.lifetime() == BenignSites.Lifetime.JVM || isOfOlderForkJoinPool(thread);
            sharedByAll.put(thread, known);
        }
        return known;
    }

    /** Such as the common pool: whoever happened to start the worker is not whom it works for. */
    private boolean isOfOlderForkJoinPool(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker && poolOrigin(worker.getPool()) == null;
    }

    /** Where the pool of a worker was created, or where a thread of its own was started. */
    private @Nullable ScopedOrigin root(Thread thread) {
        Object pool = pool(thread);
        ScopedOrigin ofPool = pool == null ? null : poolOrigin(pool);
        return ofPool != null ? ofPool : origin(thread);
    }
}
