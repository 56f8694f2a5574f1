package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.reflect.Reflect;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty 4's event loop groups and their loops. A channel that is bound or connected by its user is the user's to close,
 * and no part of the loop that serves it; one that a server channel accepted is.
 */
final class NettyLoops extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        Object children = read(owner, "children");
        String name = owner.getClass().getSimpleName();
        return children instanceof Object[] loops
                ? "event loop group " + name + " of " + loops.length
                : "event loop " + name;
    }

    @Override
    public boolean isStopped(Object owner) {
        return Boolean.TRUE.equals(Reflect.call(owner, "isShuttingDown"));
    }

    @Override
    public Collection<?> parts(Object owner) {
        if (read(owner, "children") instanceof Object[] loops) {
            return Arrays.asList(loops);
        }
        if (Boolean.TRUE.equals(Reflect.call(owner, "isTerminated"))) {
            return List.of(); // It has closed what it names still, natively: the numbers may be others' by now.
        }
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(read(owner, "thread"));
        addSelector(owner, parts);
        addSelector(read(owner, "ioHandler"), parts);
        return parts;
    }

    /** The loop itself has it, since Netty 4.2 its handler. */
    private static void addSelector(@Nullable Object handler, List<@Nullable Object> parts) {
        if (handler == null) {
            return;
        }
        parts.add(read(handler, "unwrappedSelector"));
        for (Object registered : withChannels(read(handler, "unwrappedSelector"))) {
            if (registered instanceof SelectableChannel channel
                    && isAccepted(channel, read(handler, "unwrappedSelector"))) {
                parts.add(channel);
            }
        }
        for (String natively : List.of("epollFd", "eventFd", "timerFd", "kqueueFd")) {
            parts.add(read(handler, natively, "fd"));
        }
        addNativeChannels(read(handler, "channels"), parts);
        addNativeChannels(read(handler, "registrations"), parts);
        parts.add(read(handler, "ringBuffer", "ioUringSubmissionQueue", "ringFd"));
        parts.add(read(handler, "eventfd", "fd"));
    }

    /** What a channel of either transport is below. */
    static void addChannel(@Nullable Object channel, List<@Nullable Object> parts) {
        parts.add(read(channel, "ch"));
        parts.add(read(channel, "socket", "fd"));
    }

    /**
     * By the keys of Netty's map of numbers. Whoever bound or connected them: where native code opened a channel is not known,
     * so that nobody else could be named.
     */
    private static void addNativeChannels(@Nullable Object byNumber, List<@Nullable Object> parts) {
        if (read(byNumber, "keys") instanceof int[] numbers && read(byNumber, "values") instanceof Object[] channels) {
            for (int i = 0; i < Math.min(numbers.length, channels.length); i++) {
                if (channels[i] != null) {
                    parts.add(numbers[i]);
                }
            }
        }
    }

    private static boolean isAccepted(SelectableChannel channel, @Nullable Object selector) {
        SelectionKey key = selector instanceof java.nio.channels.Selector known ? channel.keyFor(known) : null;
        Object attached = key == null ? null : key.attachment();
        Object handle = read(attached, "handle"); // Netty 4.2 attaches a registration.
        return parent(attached) != null || parent(handle) != null || parent(read(handle, "this$0")) != null;
    }

    private static @Nullable Object parent(@Nullable Object channel) {
        return channel == null || !isA(channel, "AbstractChannel") ? null : read(channel, "parent");
    }

    @Override
    public String remedy(Object owner) {
        return "call shutdownGracefully() on the " + owner.getClass().getSimpleName() + " before the test ends";
    }
}
