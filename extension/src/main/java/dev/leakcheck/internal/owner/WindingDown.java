package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.bytecode.ClosingCalls;
import dev.leakcheck.internal.track.OwnerTable;
import dev.leakcheck.internal.track.Tracker;
import java.io.FileDescriptor;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channel;
import java.nio.channels.Selector;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What threads work with that were told to stop: whoever opened it, they close it before they end. */
public final class WindingDown {

    private static final int MOST_NEAR = 200;

    private WindingDown() {}

    /**
     * Whether a thread has a descriptor near at hand, in a task that it is at work on, in what it was made to run, or in itself;
     * and goes on, where it stands now, to close something.
     *
     * @param thread one that was told to stop
     * @param isTest by the names of classes: what an instance of a test holds is not what the thread works with
     */
    public static boolean has(Thread thread, int fd, Predicate<String> isTest) {
        OwnerTable owners = Tracker.instance().owners();
        return closesSomething(thread)
                && FieldWalk.from(
                                ThreadWork.of(thread),
                                MOST_NEAR,
                                object -> isTest.test(object.getClass().getName()),
                                object -> isOpenable(object)
                                        && Parts.of(List.of(object), owners)
                                                .descriptors
                                                .contains(fd))
                        == FieldWalk.End.FOUND;
    }

    /** Nothing else is asked, a collection least of all: it may be locked by whoever works with it. */
    private static boolean isOpenable(Object object) {
        return object instanceof FileDescriptor
                || object instanceof Channel
                || object instanceof Selector
                || object instanceof Socket
                || object instanceof ServerSocket;
    }

    private static boolean closesSomething(Thread thread) {
        return Stream.of(thread.getStackTrace()).anyMatch(frame -> {
            Class<?> type = Keepers.loadUsers(frame);
            return type != null && ClosingCalls.areIn(type, frame.getMethodName());
        });
    }
}
