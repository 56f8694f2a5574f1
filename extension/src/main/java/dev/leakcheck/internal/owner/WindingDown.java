package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.track.OwnerTable;
import dev.leakcheck.internal.track.Tracker;
import java.util.List;

/** What threads work with that were told to stop: whoever opened it, they close it before they end. */
public final class WindingDown {

    private static final int MOST_NEAR = 200;

    private WindingDown() {}

    /**
     * Whether a thread has a descriptor near at hand: in a task that it is at work on, in what it was made to run, or in itself.
     *
     * @param thread one that was told to stop
     */
    public static boolean has(Thread thread, int fd) {
        OwnerTable owners = Tracker.instance().owners();
        return FieldWalk.from(
                        ThreadWork.of(thread),
                        MOST_NEAR,
                        object -> Parts.of(List.of(object), owners).descriptors.contains(fd))
                == FieldWalk.End.FOUND;
    }
}
