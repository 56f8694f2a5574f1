package dev.leakcheck.internal.session;

import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.rest.Rest;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.OwnOpenings;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.internal.track.VirtualThreads;
import dev.leakcheck.internal.verdict.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells while suspects are waited for whether anybody is left who could still end one: if no thread moves, and none will
 * within the time that is left, waiting is in vain.
 */
final class RestWatch {

    /** Most of what ends late has ended by then, and a look at all threads costs more than one at what they hold. */
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(1);

    /** What is less is waited as it is. */
    private static final Duration LONG_WAIT = Duration.ofMillis(100);

    private static final AtomicBoolean FAULTY = new AtomicBoolean();

    private final boolean wanted;
    private final boolean hooked;
    private final LeftOvers leftOvers;
    private @Nullable Rest rest;
    private boolean near;
    private final long notBefore;

    /** @param began when the suspects were first looked for, as {@link System#nanoTime} */
    RestWatch(Look look, Duration settle, long began) {
        notBefore = began + GRACE;
        // A virtual thread that judges may be on another carrier at the next look.
        wanted = !FAULTY.get() && settle.compareTo(LONG_WAIT) > 0 && !VirtualThreads.isVirtual(Thread.currentThread());
        hooked = look.originKnown();
        leftOvers = look.leftOvers();
    }

    /** Call after each look at the suspects, with what it showed: nothing of that will change before the deadline. */
    boolean isReached(Backoff backoff, List<Sighting> sightings) {
        near = false;
        try {
            return wanted
                    && System.nanoTime() - notBefore >= 0
                    && sightings.stream().noneMatch(RestWatch::mayEndOutside)
                    && look(backoff.deadline());
        } catch (RuntimeException | LinkageError fault) {
            FAULTY.set(true);
            Notices.once("Whether anything still moves cannot be told: " + fault + ". Leaks are waited for to the end");
            return false;
        }
    }

    /**
     * Waits before the next look, or not at all if that may show that rest is reached: never twice in a row.
     *
     * @return false if the time was up before
     */
    boolean pause(Backoff backoff) {
        return near || backoff.pause();
    }

    /** If another thread looks just now it moves, and will be seen by the next look. */
    private boolean look(long deadline) {
        OwnOpenings own = Tracker.instance().ownOpenings();
        if (!own.begin()) {
            return false;
        }
        try {
            boolean reached = rest().isReached(deadline);
            near = !reached && rest().isNear();
            return reached;
        } finally {
            own.end();
        }
    }

    /** Made late: most scopes never wait so long. */
    private Rest rest() {
        return rest == null
                ? rest = new Rest(new PollingLoops(hooked), leftOvers::names, hooked, this::isSocketOfJava)
                : rest;
    }

    private boolean isSocketOfJava(int fd) {
        Opening opening = hooked ? Tracker.instance().descriptors().get(fd) : null;
        return opening != null && opening.kind().mayBeSocket();
    }

    /** What a probe of the user's watches may be in another process. */
    private static boolean mayEndOutside(Sighting sighting) {
        return !(sighting.probe() instanceof GuardedProbe probe && probe.isBuiltIn());
    }
}
