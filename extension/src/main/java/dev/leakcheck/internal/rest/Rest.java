package dev.leakcheck.internal.rest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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

    private static final String TASKS = "/proc/self/task";

    private final boolean supported = isSupported();
    private final Loops loops;
    private final ProcFile files = new ProcFile();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Boolean> polling = new HashMap<>();
    private @Nullable Map<String, Long> before;
    private boolean input;

    /** Knows loops that wait for input with a time-out, and what they do when it is over. */
    @FunctionalInterface
    public interface Loops {

        /**
         * Tells whether the threads of this name that wait so have nothing to do before a moment but wait again.
         *
         * @param name its first 15 bytes at most
         * @param moment as {@link System#nanoTime}
         */
        boolean lookAroundOnly(String name, long moment);
    }

    /** Before the first look. */
    public Rest(Loops loops) {
        this.loops = loops;
    }

    /** Takes the connections that there are before the first test for the build's. */
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
        if (!supported) {
            return false;
        }
        Map<String, Long> now = asleep(moment);
        boolean still = now != null && now.equals(before);
        before = now;
        return still && !(input && Outside.mayAct(moment));
    }

    /** How often each other thread has run; null if one of them is awake or will be too early. */
    private @Nullable Map<String, Long> asleep(long moment) {
        String[] tasks = new File(TASKS).list();
        if (tasks == null) {
            return null;
        }
        input = false;
        polling.clear();
        Map<String, Long> runs = new HashMap<>();
        try (OwnMemory memory = new OwnMemory()) {
            String self = Files.readSymbolicLink(Path.of("/proc/thread-self"))
                    .getFileName()
                    .toString();
            for (String task : tasks) {
                if (!task.equals(self) && !NativeName.isApart(name(task))) {
                    // In this order: if it is the same next time, all that is read in between is of one wait.
                    runs.put(task, runs(task));
                    if (!isAsleep(task, moment, memory)) {
                        return null;
                    }
                }
            }
            return runs;
        } catch (IOException | RuntimeException endedMeanwhile) {
            return null;
        }
    }

    private boolean isAsleep(String task, long moment, OwnMemory memory) throws IOException {
        Wait wait = Wait.of(files.read(TASKS + "/" + task + "/syscall"));
        switch (wait.kind()) {
            case FOR_THREAD:
                return true;
            case UNTIL, UNTIL_TIME_OF_DAY:
                return NativeName.sleepsUntilCalled(name(task)) || memory.sleepsBeyond(moment, wait);
            case FOR_INPUT:
                input = true;
                return true;
            case FOR_INPUT_OR_TIME:
                input = true;
                return polling.computeIfAbsent(name(task), name -> loops.lookAroundOnly(name, moment));
            case READING:
                input = true;
                return Outside.isSocketOrStandardInput(wait.argument());
            default:
                return false;
        }
    }

    /** The first 15 bytes of it. */
    private String name(String task) throws IOException {
        String known = names.get(task);
        if (known == null) {
            known = files.read(TASKS + "/" + task + "/comm").strip();
            names.put(task, known);
        }
        return known;
    }

    /** The third field; what has never run is just being started. */
    private long runs(String task) throws IOException {
        String[] fields = files.read(TASKS + "/" + task + "/schedstat").strip().split(" ");
        long runs = Long.parseLong(fields[2]);
        if (runs == 0) {
            throw new IOException("not told");
        }
        return runs;
    }
}
