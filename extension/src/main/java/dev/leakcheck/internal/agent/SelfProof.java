package dev.leakcheck.internal.agent;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Opens a file, starts a thread and makes a task, and sees whether the hooks tell. The events get these too: that warms
 * them up, and what they hear of is real.
 */
final class SelfProof implements Runnable {

    private final AgentEvents events;
    private final DescriptorNumbers numbers;

    SelfProof(AgentEvents events, DescriptorNumbers numbers) {
        this.events = events;
        this.numbers = numbers;
    }

    /** Loads and links all that the first hooks will need, by hand, before any hook exists that could recur. */
    void rehearse() throws IOException {
        try (FileInputStream file = open()) {
            new DescriptorHandler(events)
                    .applyAsLong(
                            numbers.of(file.getFD()), ((long) DescriptorKind.BY_PATH.ordinal() << 32) | 0xffffffffL);
        }
        FutureTask<?> task = new FutureTask<>(this, null);
        new Handler(Hook.TASK_SUBMITTED, events, numbers).accept(task, this);
        new Handler(Hook.TASK_HANDED_OVER, events, numbers).accept(this, null);
        ForkJoinTask<?> fork = ForkJoinTask.adapt(this);
        new Handler(Hook.TASK_FORKED, events, numbers).accept(fork, null);
        new Handler(Hook.TASK_ENTERED, events, numbers).accept(fork, null);
        new Handler(Hook.TASK_LEFT, events, numbers).accept(fork, null);
        Thread thread = thread(task);
        new Handler(Hook.THREAD_STARTING, events, numbers).accept(thread, null);
        run(thread);
    }

    /** What did not fire, or null if all did. */
    @Nullable String findSilentHook(Witness witness) throws IOException {
        int fd;
        try (FileInputStream file = open()) {
            fd = numbers.of(file.getFD());
        }
        if (witness.lastDescriptor() != fd) {
            return "opening a file";
        }
        FutureTask<?> task = new FutureTask<>(this, null);
        if (witness.lastTask() != task) {
            return "making a task";
        }
        Thread thread = thread(task);
        run(thread);
        return witness.lastThread() == thread ? null : "starting a thread";
    }

    /** The task itself does nothing. */
    @Override
    public void run() {}

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(null, task, "LeakCheck proof", 0, false);
        thread.setDaemon(true);
        return thread;
    }

    private static void run(Thread thread) {
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static FileInputStream open() throws IOException {
        File nothing = new File("/dev/null");
        return new FileInputStream(nothing.exists() ? nothing : new File(System.getProperty("java.home"), "release"));
    }
}
