package dev.leakcheck.internal.rest;

import java.io.File;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One native thread of this process. */
final class Task {

    private static final int FIELDS = 3;

    private final File comm;
    private final File schedstat;
    private final File syscall;
    private String name = "";
    private boolean apart;
    private long runs;
    private @Nullable Wait wait;

    /** As {@code /proc/self/task} names it. */
    Task(String id) {
        String folder = "/proc/self/task/" + id;
        comm = new File(folder, "comm");
        schedstat = new File(folder, "schedstat");
        syscall = new File(folder, "syscall");
    }

    /** The first 15 bytes of it; it can be changed only by running. */
    String name(ProcFile files) throws IOException {
        if (name.isEmpty()) {
            name = files.read(comm).text().strip();
            apart = NativeName.isApart(name);
        }
        return name;
    }

    /** Whether nothing that a test left depends on it. */
    boolean isApart(ProcFile files) throws IOException {
        name(files);
        return apart;
    }

    /** Tells whether it has run since the last call; so it has at the first one. */
    boolean hasRun(ProcFile files) throws IOException {
        long[] fields = files.read(schedstat).numbers(FIELDS);
        long now = fields == null ? 0 : fields[FIELDS - 1];
        if (now == 0) {
            throw new IOException("not told, or being started");
        }
        if (now == runs) {
            return false;
        }
        runs = now;
        name = "";
        wait = null;
        return true;
    }

    /** What it waits for now: the same as when it was read last, if it has not run since. One that runs may stop meanwhile. */
    Wait waits(ProcFile files) throws IOException {
        Wait known = wait;
        if (known == null || known.kind() == Wait.Kind.AWAKE) {
            wait = known = Wait.of(files.read(syscall));
        }
        return known;
    }
}
