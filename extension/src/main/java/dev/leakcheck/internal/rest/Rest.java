package dev.leakcheck.internal.rest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells when this process has come to rest: every other thread waits for another one, for what nobody is left to send,
 * or until a later moment. Then nothing that it holds will be given back before that moment.
 *
 * <p>Linux tells of each native thread which system call it sleeps in, with what arguments, and how often it has run. So
 * nothing need be known of pools, timers, event loops or virtual threads: they all wait in one of three system calls.
 * Two looks between which no thread has run make sure that none was woken while the others were looked at. Where that
 * cannot be told, or is not understood, the process is not at rest.
 *
 * <p>Hold one instance a verdict.
 */
public final class Rest {

    private static final File TASKS = new File("/proc/self/task");

    /** A look at more takes long. */
    private static final int MOST_TASKS = 1000;

    /** … and makes garbage enough for a collection: where nobody tells what its cleaners close, leaks would be lost. */
    private static final int MOST_TASKS_UNTOLD = 300;

    /** A look may take a fifth of the time. */
    private static final long SPACING = 4;

    private static final int ENDED_EARLY = -1;

    private final boolean supported = isSupported();
    private final Loops loops;
    private final Supplier<LeftOverNames> leftOver;
    private final IntPredicate ofJava;
    private final int most;
    private final ProcFile files = new ProcFile();
    private final Set<String> polling = new HashSet<>();
    private final Set<Long> builds = new HashSet<>();
    private final JavaStates states = new JavaStates();
    private final Map<String, Task> tasks = new HashMap<>();
    private int looked = ENDED_EARLY;
    private long lookingAroundUntil;
    private boolean input;
    private boolean unmoved;
    private @Nullable LeftOverNames leftOverNow;
    private boolean tooMany;
    private boolean near;
    private long notBefore = System.nanoTime();

    /** Knows loops that wait for input with a time-out, and what they do when it is over. */
    @FunctionalInterface
    public interface Loops {

        /**
         * Tells whether the threads of these names that wait so have nothing to do before a moment but wait again.
         *
         * @param names their first 15 bytes at most
         * @param moment as {@link System#nanoTime}
         */
        boolean lookAroundOnly(Set<String> names, long moment);
    }

    /**
     * Before the first look.
     *
     * @param leftOver tells which threads do nothing that matters when their time is up; asked while they sleep
     * @param told whether the agent tells what the garbage collector closes
     * @param ofJava tells by their numbers which sockets Java has opened, as far as that is known
     */
    public Rest(Loops loops, Supplier<LeftOverNames> leftOver, boolean told, IntPredicate ofJava) {
        this.loops = loops;
        this.leftOver = leftOver;
        this.ofJava = ofJava;
        this.most = told ? MOST_TASKS : MOST_TASKS_UNTOLD;
    }

    /** Finds the connections of the build, before the first test. */
    public static void begin() {
        Outside.begin();
    }

    private static boolean isSupported() {
        String vm = System.getProperty("java.vm.name", "");
        return Wait.isKnownHere()
                && System.getProperty("os.name", "").equals("Linux")
                && (vm.contains("OpenJDK") || vm.contains("HotSpot"))
                && Files.isSymbolicLink(Path.of("/proc/thread-self"));
    }

    /**
     * Looks once more.
     *
     * @param moment as {@link System#nanoTime}
     * @return whether no thread has run since the look before, and none will before this moment, as long as the calling
     *     thread gives no cause; false at the first look
     */
    public boolean isReached(long moment) {
        long began = System.nanoTime();
        near = false;
        if (!supported || tooMany || began - notBefore < 0) {
            return false;
        }
        int before = looked;
        looked = ENDED_EARLY;
        boolean atRest = isAsleep(moment)
                && lookAroundOnly(moment, before)
                && unmoved
                && looked == before
                && states.agree()
                && !(input && Outside.mayAct(moment, builds, ofJava));
        long now = System.nanoTime();
        near = before == ENDED_EARLY && looked != ENDED_EARLY;
        notBefore = near ? now : now + SPACING * (now - began);
        return atRest;
    }

    /** Whether the last look was the first to find all others asleep: the next one may show that they stay so. */
    public boolean isNear() {
        return near;
    }

    /** Whether every other thread sleeps until that moment; counts them if so. */
    private boolean isAsleep(long moment) {
        String[] ids = TASKS.list();
        tooMany = ids == null || ids.length > most;
        if (tooMany) {
            return false;
        }
        input = false;
        unmoved = true;
        polling.clear();
        leftOverNow = null;
        builds.clear();
        states.begin();
        int count = 0;
        try (OwnMemory memory = new OwnMemory()) {
            String self = Files.readSymbolicLink(Path.of("/proc/thread-self"))
                    .getFileName()
                    .toString();
            for (String id : ids) {
                if (!id.equals(self)) {
                    Task task = tasks.computeIfAbsent(id, Task::new);
                    if (!task.isApart(files)) {
                        if (!isAsleep(task, moment, memory)) {
                            return false;
                        }
                        count++;
                    }
                }
            }
        } catch (IOException | RuntimeException endedMeanwhile) {
            return false;
        }
        if (tasks.size() >= ids.length) {
            tasks.keySet().retainAll(Set.of(ids));
        }
        looked = count;
        return true;
    }

    /**
     * Whether the loops among them have nothing to do; asked last, and once as long as no thread moves, since looking at
     * the stacks of all threads is most of a look.
     */
    private boolean lookAroundOnly(long moment, int before) {
        boolean told = unmoved && looked == before && moment == lookingAroundUntil;
        if (!told && !polling.isEmpty() && !loops.lookAroundOnly(polling, moment)) {
            looked = ENDED_EARLY;
            return false;
        }
        lookingAroundUntil = moment;
        return true;
    }

    private boolean isAsleep(Task task, long moment, OwnMemory memory) throws IOException {
        // In this order: if it has not run until the next time, all that is read in between is of one wait.
        boolean moved = task.hasRun(files);
        Wait wait = task.waits(files);
        String name = task.name(files);
        states.waits(name, wait.kind());
        boolean asleep = isAsleep(name, wait, moment, memory);
        unmoved &= !moved || asleep && isLeftOver(name, wait);
        return asleep;
    }

    private boolean isAsleep(String name, Wait wait, long moment, OwnMemory memory) throws IOException {
        switch (wait.kind()) {
            case FOR_THREAD:
                return true;
            case UNTIL, UNTIL_TIME_OF_DAY:
                return NativeName.sleepsUntilCalled(name)
                        || memory.sleepsBeyond(moment, wait)
                        || isLeftOver(name, wait);
            case FOR_INPUT:
                noteInput(name, wait);
                return true;
            case FOR_INPUT_OR_TIME:
                noteInput(name, wait);
                if (!isLeftOver(name, wait)) {
                    polling.add(name);
                }
                return true;
            case READING:
                noteInput(name, wait);
                return Outside.isSocketOrStandardInput(wait.argument());
            default:
                return false;
        }
    }

    private boolean isLeftOver(String name, Wait wait) {
        if (leftOverNow == null) {
            leftOverNow = leftOver.get();
        }
        return leftOverNow.contain(name, wait.kind());
    }

    private void noteInput(String name, Wait wait) {
        input = true;
        if (Outside.isListenerOfBuild(name)) {
            builds.add(wait.argument());
        }
    }
}
