package dev.leakcheck.internal.scope;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.benign.LibrarySingletons;
import dev.leakcheck.internal.benign.UnpooledConnections;
import dev.leakcheck.internal.os.ThreadText;
import dev.leakcheck.spi.Detail;
import dev.leakcheck.spi.Origin;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A moment of creation: the stack, the thread and the scope; the stack is rendered only when asked for. */
public final class ScopedOrigin implements Origin {

    // A chain of threads that each start the next one must not keep all stacks for ever.
    private static final int LONGEST_LINEAGE = 8;
    private static final int LINEAGE_SHOWN = 3;

    private final Throwable trace;
    private final Creator creator;
    private final @Nullable ScopeNode scope;
    private final @Nullable ScopedOrigin parent;
    private final @Nullable ScopedOrigin task;
    private final int depth;
    private final int depthOfTasks;
    private final @Nullable String hidden;
    private final boolean undecided;
    private final boolean belowTop;
    private final @Nullable Predicate<StackTraceElement> above;
    private volatile @Nullable ScopeNode charge;
    private volatile @Nullable ScopeNode sharedIn;

    private ScopedOrigin(
            Throwable trace,
            Creator creator,
            @Nullable ScopeNode scope,
            @Nullable ScopedOrigin parent,
            @Nullable ScopedOrigin task,
            @Nullable String hidden,
            boolean undecided,
            boolean belowTop,
            @Nullable Predicate<StackTraceElement> above) {
        this.trace = trace;
        this.creator = creator;
        this.scope = scope;
        this.hidden = hidden;
        this.undecided = undecided;
        this.belowTop = belowTop;
        this.above = above;
        this.parent = parent == null || parent.depth >= LONGEST_LINEAGE ? null : parent;
        this.depth = this.parent == null ? 0 : this.parent.depth + 1;
        this.task = task == null || task.depthOfTasks >= LONGEST_LINEAGE ? null : task;
        this.depthOfTasks = this.task == null ? 0 : this.task.depthOfTasks + 1;
    }

    /**
     * Takes the calling thread's stack: a throwable is three to five times cheaper than a StackWalker.
     *
     * @param parent where the calling thread itself comes from, null if unknown
     * @param task where what it does was handed to it, null if unknown
     */
    public static ScopedOrigin here(
            @Nullable ScopeNode scope, @Nullable ScopedOrigin parent, @Nullable ScopedOrigin task) {
        // The stack of scopes is asked first: only a guess ends at a scope in which several others are open.
        boolean undecided = scope != null && scope.hasConcurrentChildren() && CurrentScope.get() != scope;
        return new ScopedOrigin(
                new Throwable(),
                new Creator(Thread.currentThread(), scope),
                scope,
                parent,
                task,
                null,
                undecided,
                false,
                null);
    }

    /** The same moment without the frames of classes whose names begin so: a probe that listens in, an HTTP client. */
    public ScopedOrigin without(String classNamePrefix) {
        return new ScopedOrigin(trace, creator, scope, parent, task, classNamePrefix, undecided, belowTop, above);
    }

    /** The same moment seen from the caller of the method that told of it: of a data source, a driver. */
    public ScopedOrigin belowTop() {
        return new ScopedOrigin(trace, creator, scope, parent, task, hidden, undecided, true, above);
    }

    /** The same moment seen from below the innermost frames that are such, unless no user code is left there. */
    public ScopedOrigin below(Predicate<StackTraceElement> innermost) {
        return new ScopedOrigin(trace, creator, scope, parent, task, hidden, undecided, belowTop, innermost);
    }

    /** The frames of user code; where its own stack has none, those of the task or the thread that created it. */
    @Override
    public List<StackTraceElement> site() {
        StackTraceElement[] stack = framesOfSite();
        ScopedOrigin before = before(stack);
        return before == null ? Site.trim(stack) : before.site();
    }

    /** Where what made it comes from, if its own stack does not lead to user code. */
    private @Nullable ScopedOrigin before(StackTraceElement[] stack) {
        // A thread that waits for a task may run it itself.
        if (task != null && !hasUserFrame(Site.ofTask(stack))) {
            return task;
        }
        return hasUserFrame(stack) ? null : parent;
    }

    /** What the first frame of the site called, such as a constructor of the JDK; null if that is not known. */
    public @Nullable StackTraceElement call() {
        StackTraceElement[] stack = framesOfSite();
        ScopedOrigin before = before(stack);
        if (before != null) {
            return before.call();
        }
        List<StackTraceElement> site = Site.trim(stack);
        return site.isEmpty() ? null : Site.calledBy(site.get(0), trace.getStackTrace());
    }

    private StackTraceElement[] framesOfSite() {
        return above == null ? frames() : framesBelow(above);
    }

    /** Where the thread that created it comes from; null if unknown, or if too many came in between. */
    public @Nullable ScopedOrigin parent() {
        return parent;
    }

    /** The threads between it and the test, each with where it comes from; none if its own stack leads there. */
    public List<Detail> lineage() {
        List<Detail> lineage = new ArrayList<>();
        for (ScopedOrigin at = this; at.parent != null && lineage.size() < LINEAGE_SHOWN; at = at.parent) {
            if (!hasUserFrame(at.parent.frames())) {
                break; // what runs the tests
            }
            if (hasUserFrame(at.frames())) {
                lineage.add(
                        Detail.frames("in " + at.creator.text() + ", which comes from", Site.trim(at.parent.frames())));
            }
        }
        return lineage;
    }

    /** The whole stack but for LeakCheck's own frames, innermost frame first. */
    public List<StackTraceElement> stack() {
        return Arrays.stream(frames()).filter(frame -> !Site.isOwn(frame)).toList();
    }

    @Override
    public @Nullable ScopeNode scope() {
        return scope;
    }

    /**
     * The test that it was made in, as far as that is known: made by a thread that is there for several, the only one that was
     * running; null if there was none.
     */
    public @Nullable ScopeNode test() {
        return scope != null && scope.kind() == Scope.Kind.TEST ? scope : creator.during;
    }

    /** Whether it may have been any one of several scopes that were open, for none of which the thread worked. */
    public boolean isUndecided() {
        return undecided;
    }

    /** The thread that created it, null once that is gone. */
    public @Nullable Thread creator() {
        return creator.get();
    }

    /**
     * The scope that has to answer for it: the current one of the moment, with these exceptions. Static state of a test
     * class is charged to that class and any other to the run, since it lives as long, as does what libraries share. What
     * the test runner itself created is the run's. Null if unknown.
     */
    public @Nullable ScopeNode charge() {
        if (charge == null && scope != null) {
            charge = chargeByStack(scope);
        }
        return charge;
    }

    /** It proved to be made for all in a scope: that answers for it, and for what comes of it from now on. */
    public void chargeTo(ScopeNode answering) {
        sharedIn = answering;
        charge = answering;
    }

    /**
     * Who answers for the thread that made it, if that proved to be there for all in a scope, and was not known to work for anybody
     * then; else null.
     */
    public @Nullable ScopeNode sharingOfItsThread() {
        return creator.workedForNobody && parent != null ? parent.sharedIn : null;
    }

    /** Whether a library created what it shares among all that use it, or a static initialiser what lives as long. */
    public boolean isMadeForAll() {
        return isMadeForAll(true);
    }

    /** Whether a static initialiser created it. */
    public boolean isOfStaticState() {
        return isMadeForAll(false);
    }

    /**
     * Whether an extension created it by itself, for as long as it likes; not around a test, which it may have let another thread
     * go on with.
     */
    public boolean isOfExtension() {
        StackTraceElement[] stack = frames();
        return scope != null
                && hasUserFrame(stack)
                && !isAroundTests(stack)
                && !isMadeForAll()
                && chargeByStack(scope) != scope; // Not what it proved to be later.
    }

    private static boolean isAroundTests(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (Site.isEngine(frame)) {
                return frame.getClassName().contains("Intercept");
            }
        }
        return false;
    }

    /** No lambda: hooks come here. */
    private boolean isMadeForAll(boolean orByLibrary) {
        for (StackTraceElement frame : frames()) {
            if (Site.isEngine(frame)) {
                return false;
            }
            if (frame.getMethodName().equals("<clinit>") || orByLibrary && LibrarySingletons.isMadeBelow(frame)) {
                return true;
            }
        }
        return false;
    }

    private ScopeNode chargeByStack(ScopeNode current) {
        boolean reflectively = false;
        boolean ofTests = false;
        StackTraceElement above = null;
        StackTraceElement[] stack = frames();
        for (int i = 0; i < stack.length; i++) {
            StackTraceElement frame = stack[i];
            if (Site.isReflectionOfEngine(frame)) {
                reflectively = true;
                ofTests |= above != null && current.isTestCode(above.getClassName());
                continue;
            }
            if (Site.isEngine(frame)) {
                if (current.kind() == Scope.Kind.BLOCK) {
                    return current; // Opened on this side of the engine, whichever that is.
                }
                // The engine calls tests, their lifecycle methods and constructors by reflection. What it calls by
                // itself is an extension, whose own business it is how long things live: a cache of contexts, a store.
                return Site.callsTestCode(frame, reflectively || ofTests) ? current : current.run();
            }
            if (!Site.isRunner(frame)) {
                // An extension that calls by the same reflection calls its own code, unless that is the test's.
                reflectively = false;
                above = frame;
            }
            if (frame.getMethodName().equals("<clinit>")) {
                ScopeNode owner = current.ownerOfStaticStateOf(frame.getClassName());
                return owner != null ? owner : current.run();
            }
            if (LibrarySingletons.isMadeBelow(frame)) {
                String receiver = UnpooledConnections.receiver(stack, i);
                if (receiver == null || !current.isTestCode(receiver)) {
                    return current.run();
                }
            }
        }
        return current;
    }

    private StackTraceElement[] frames() {
        StackTraceElement[] stack = belowTop ? withoutTop(trace.getStackTrace()) : trace.getStackTrace();
        return hidden == null
                ? stack
                : Arrays.stream(stack)
                        .filter(frame -> !frame.getClassName().startsWith(hidden))
                        .toArray(StackTraceElement[]::new);
    }

    private static StackTraceElement[] withoutTop(StackTraceElement[] stack) {
        int top = 0;
        while (top < stack.length && Site.isOwn(stack[top])) {
            top++;
        }
        return top < stack.length ? Arrays.copyOfRange(stack, top + 1, stack.length) : stack;
    }

    private StackTraceElement[] framesBelow(Predicate<StackTraceElement> innermost) {
        StackTraceElement[] stack = frames();
        int start = 0;
        while (start < stack.length
                && (innermost.test(stack[start]) || Site.isOwn(stack[start]) || Site.isJdk(stack[start]))) {
            start++;
        }
        StackTraceElement[] below = Arrays.copyOfRange(stack, start, stack.length);
        return hasUserFrame(below) ? below : stack;
    }

    private static boolean hasUserFrame(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (Site.isEngine(frame)) {
                return false;
            }
            if (isUser(frame)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUser(StackTraceElement frame) {
        return !Site.isOwn(frame) && !Site.isJdk(frame) && !Site.isRunner(frame);
    }

    /** A thread, which may be gone before it is asked what it was called. */
    private static final class Creator extends WeakReference<Thread> {

        private final String name;
        private final boolean virtual;
        private final long id;
        /** Known to be, that is: then its lineage is asked. */
        private final boolean workedForNobody = CurrentScope.get() == null;
        /** The only test that was running, if it worked for a scope around that, and no task was known. */
        private final @Nullable ScopeNode during;

        Creator(Thread thread, @Nullable ScopeNode scope) {
            super(thread);
            boolean forSeveral = workedForNobody && scope != null && scope.kind() != Scope.Kind.TEST;
            ScopeNode sole = forSeveral ? scope.soleOpenWithin() : null;
            during = sole == null || sole.kind() != Scope.Kind.TEST ? null : sole;
            name = thread.getName();
            virtual = ThreadText.isVirtual(thread);
            id = name.isEmpty() ? thread.getId() : 0;
        }

        /** Only now: hooks make these, and what joins strings runs much code at its first use. */
        String text() {
            return ThreadText.of(name, virtual, id);
        }
    }
}
