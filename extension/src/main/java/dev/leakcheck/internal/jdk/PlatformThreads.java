package dev.leakcheck.internal.jdk;

import java.util.Arrays;

/** Lists the live platform threads; enumerating the root group costs a hundredth of {@code getAllStackTraces}. */
public final class PlatformThreads {

    /** The class of the thread of a {@link java.util.Timer}. */
    public static final String TIMER = "java.util.TimerThread";

    private static final ThreadGroup ROOT = root();
    private static final int SPARE = 16;

    private PlatformThreads() {}

    /** All of them, at one moment. */
    public static Thread[] live() {
        Thread[] threads = new Thread[ROOT.activeCount() + SPARE];
        int count = ROOT.enumerate(threads, true);
        // A full array may have been too small.
        while (count == threads.length) {
            threads = new Thread[threads.length * 2];
            count = ROOT.enumerate(threads, true);
        }
        return Arrays.copyOf(threads, count);
    }

    /** Whether it is that of a {@link java.util.Timer}. */
    public static boolean isTimer(Thread thread) {
        return thread.getClass().getName().equals(TIMER);
    }

    private static ThreadGroup root() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
