package dev.leakcheck.internal.rest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a native thread waits for, as {@code /proc/self/task/N/syscall} has it: the number of the system call, its six
 * arguments, and two registers.
 *
 * @param argument where the kernel reads until when, or which descriptor it is about
 */
record Wait(Kind kind, long argument) {

    /** What ends it. */
    enum Kind {
        /** It runs, or what ends its wait is not known: it may do anything. */
        AWAKE,
        /** Another thread, and nothing else. */
        FOR_THREAD,
        /** Another thread, or the moment of the JVM's clock that the argument leads to. */
        UNTIL,
        /** Another thread, or the time of day that the argument leads to. */
        UNTIL_TIME_OF_DAY,
        /** What arrives at the descriptor that the argument is the number of, which may be a selector; -1 is any. */
        FOR_INPUT,
        /** The same, or a time of unknown length. */
        FOR_INPUT_OR_TIME,
        /** What arrives at the descriptor that the argument is the number of, which may be a file. */
        READING
    }

    private static final Wait AWAKE = new Wait(Kind.AWAKE, 0);
    private static final Wait FOR_THREAD = new Wait(Kind.FOR_THREAD, 0);

    private static final int FUTEX_COMMAND = 0x7f;
    private static final int FUTEX_WAIT = 0;
    private static final int FUTEX_WAIT_BITSET = 9;
    private static final int FUTEX_CLOCK_REALTIME = 0x100;

    private static final int ARGUMENTS = 6;
    private static final int ANY = -1;

    /** Numbers of system calls; those that an architecture does not have are -2, which is none. */
    private record Numbers(
            int futex,
            int epollWait,
            int epollPwait,
            int poll,
            int ppoll,
            int accept,
            int accept4,
            int read,
            int recvfrom) {}

    private static final Map<String, Numbers> BY_ARCHITECTURE = Map.of(
            "amd64", new Numbers(202, 232, 281, 7, 271, 43, 288, 0, 45),
            "aarch64", new Numbers(98, -2, 22, -2, 73, 202, 242, 63, 207));

    private static final @Nullable Numbers NUMBERS = BY_ARCHITECTURE.get(System.getProperty("os.arch", ""));

    /** Whether the numbers of this architecture's system calls are known. */
    static boolean isKnownHere() {
        return NUMBERS != null;
    }

    /** Reads the line; whatever is not understood is {@link Kind#AWAKE}. */
    static Wait of(ProcFile line) {
        return NUMBERS == null ? AWAKE : of(line, NUMBERS);
    }

    /** The same for an architecture that Java calls so. */
    static Wait of(String line, String architecture) {
        Numbers numbers = BY_ARCHITECTURE.get(architecture);
        return numbers == null ? AWAKE : of(ProcFile.of(line), numbers);
    }

    /** The first argument has the index 1. */
    private static Wait of(ProcFile line, Numbers numbers) {
        long[] fields = line.numbers(1 + ARGUMENTS);
        if (fields == null) {
            return AWAKE; // "running", or stopped outside of any system call
        }
        long call = fields[0];
        if (call == numbers.futex) {
            return ofFutex((int) fields[2], fields[4]);
        }
        if (call == numbers.epollWait || call == numbers.epollPwait) {
            return ofInput((int) fields[4] < 0, fields[1]);
        }
        if (call == numbers.poll) {
            return ofInput((int) fields[3] < 0, ANY);
        }
        if (call == numbers.ppoll) {
            return ofInput(fields[3] == 0, ANY);
        }
        if (call == numbers.accept || call == numbers.accept4 || call == numbers.recvfrom) {
            return ofInput(true, fields[1]);
        }
        return call == numbers.read ? new Wait(Kind.READING, fields[1]) : AWAKE;
    }

    private static Wait ofInput(boolean forEver, long descriptor) {
        return new Wait(forEver ? Kind.FOR_INPUT : Kind.FOR_INPUT_OR_TIME, descriptor);
    }

    /** Only the second form says until when, the first one for how long. */
    private static Wait ofFutex(int operation, long timeout) {
        int command = operation & FUTEX_COMMAND;
        if (command != FUTEX_WAIT && command != FUTEX_WAIT_BITSET) {
            return AWAKE;
        }
        if (timeout == 0) {
            return FOR_THREAD;
        }
        if (command == FUTEX_WAIT) {
            return AWAKE;
        }
        return new Wait((operation & FUTEX_CLOCK_REALTIME) == 0 ? Kind.UNTIL : Kind.UNTIL_TIME_OF_DAY, timeout);
    }
}
