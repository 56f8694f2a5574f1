package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.track.ProcessTable.Child;
import dev.leakcheck.internal.track.Tracker;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Threads that read what a child process prints, or write what it reads: they live by the process. */
public final class ProcessReader {

    private static final int MOST_NEAR = 50;

    private ProcessReader() {}

    /** The process that a thread so serves; null if there is none. */
    public static @Nullable Child processOf(Thread thread) {
        List<Child> children = Tracker.instance().processes().live();
        if (children.isEmpty()) {
            return null;
        }
        List<Object> work = ThreadWork.of(thread);
        return children.stream()
                .filter(child -> leadsTo(work, streams(child)))
                .findFirst()
                .orElse(null);
    }

    private static boolean leadsTo(List<Object> work, List<Object> streams) {
        return FieldWalk.from(
                        work,
                        MOST_NEAR,
                        object -> object instanceof Process,
                        object -> streams.stream().anyMatch(stream -> stream == object))
                == FieldWalk.End.FOUND;
    }

    private static List<Object> streams(Child child) {
        Process process = child.process();
        return process == null
                ? List.of()
                : Stream.<Object>of(process.getInputStream(), process.getErrorStream(), process.getOutputStream())
                        .filter(Objects::nonNull)
                        .toList();
    }
}
