package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.ScopedOrigin;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The child processes that were started and still run. */
public final class ProcessTable {

    /** One child. */
    public static final class Child {
        private final WeakReference<Process> process;
        private final long pid;
        private final ScopedOrigin origin;
        private volatile boolean destroyed;

        Child(Process process, long pid, ScopedOrigin origin) {
            this.process = new WeakReference<>(process);
            this.pid = pid;
            this.origin = origin;
        }

        /** Its process id. */
        public long pid() {
            return pid;
        }

        /** The object that user code has of it; null once that is garbage. */
        public @Nullable Process process() {
            return process.get();
        }

        /** Where it was started. */
        public ScopedOrigin origin() {
            return origin;
        }

        /** Whether {@code destroy} was called. */
        public boolean destroyed() {
            return destroyed;
        }

        /** Whether it still runs. */
        public boolean isAlive() {
            Process live = process.get();
            return live != null
                    ? live.isAlive()
                    : ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }
    }

    private final Map<Long, Child> children = new ConcurrentHashMap<>();

    Child started(Process process, long pid, ScopedOrigin origin) {
        Child child = new Child(process, pid, origin);
        children.put(pid, child);
        return child;
    }

    void destroyed(Process process) {
        Child child = children.get(process.pid());
        if (child != null) {
            child.destroyed = true;
        }
    }

    /** The children that still run. */
    public List<Child> live() {
        children.values().removeIf(child -> !child.isAlive());
        return List.copyOf(children.values());
    }
}
