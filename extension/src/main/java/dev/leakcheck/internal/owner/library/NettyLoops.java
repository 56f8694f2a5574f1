package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.reflect.Reflect;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Netty 4's event loop groups and their loops. A channel that is bound or connected by its user is the user's to close,
 * and no part of the loop that serves it, but hosted by it; one that a server channel accepted is its part.
 */
final class NettyLoops extends LibraryAdapter implements HostedParts {

    private static final Pattern SERVER = Pattern.compile("Nio.*ServerSocketChannel|Abstract.*ServerChannel");

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

    @Override
    public Collection<?> hosted(Object owner) {
        List<Object> servers = new ArrayList<>();
        for (Object handler : Arrays.asList(owner, read(owner, "ioHandler"))) {
            if (read(handler, "unwrappedSelector") instanceof Selector selector) {
                withChannels(selector).forEach(channel -> addServer(attached(channel, selector), servers));
            }
            for (String map : List.of("channels", "registrations")) {
                if (read(handler, map, "values") instanceof Object[] channels) {
                    Arrays.stream(channels).forEach(channel -> addServer(channel, servers));
                }
            }
        }
        return servers;
    }

    private static void addServer(@Nullable Object registered, List<Object> servers) {
        Object channel = channel(registered);
        if (channel != null && isServer(channel)) {
            servers.add(channel);
        }
    }

    /** What is registered: a channel, or since Netty 4.2 a registration of one. */
    private static @Nullable Object channel(@Nullable Object registered) {
        Object handle = read(registered, "handle");
        for (Object each : Arrays.asList(registered, handle, read(handle, "this$0"))) {
            if (each != null && isA(each, "AbstractChannel")) {
                return each;
            }
        }
        return null;
    }

    private static boolean isServer(Object channel) {
        for (Class<?> type = channel.getClass(); type != null; type = type.getSuperclass()) {
            if (SERVER.matcher(type.getSimpleName()).matches()) {
                return true;
            }
        }
        return false;
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

    /** A channel of either transport, and what it is below. */
    static void addChannel(@Nullable Object channel, List<@Nullable Object> parts) {
        parts.add(channel); // One that listens is an owner itself.
        parts.add(read(channel, "ch"));
        parts.add(read(channel, "socket", "fd"));
    }

    /**
     * By the keys of Netty's map of numbers. Whoever connected them: where native code opened a channel is not known, so that
     * nobody else could be named; but for those that listen, whose creation is.
     */
    private static void addNativeChannels(@Nullable Object byNumber, List<@Nullable Object> parts) {
        if (read(byNumber, "keys") instanceof int[] numbers && read(byNumber, "values") instanceof Object[] channels) {
            for (int i = 0; i < Math.min(numbers.length, channels.length); i++) {
                Object channel = channel(channels[i]);
                if (channels[i] != null && (channel == null || !isServer(channel))) {
                    parts.add(numbers[i]);
                }
            }
        }
    }

    private static boolean isAccepted(SelectableChannel channel, @Nullable Object selector) {
        Object known = selector instanceof Selector ofLoop ? channel(attached(channel, ofLoop)) : null;
        return read(known, "parent") != null;
    }

    private static @Nullable Object attached(Object channel, Selector selector) {
        SelectionKey key = channel instanceof SelectableChannel selectable ? selectable.keyFor(selector) : null;
        return key == null ? null : key.attachment();
    }

    @Override
    public String remedy(Object owner) {
        return "call shutdownGracefully() on the " + owner.getClass().getSimpleName() + " before the test ends";
    }
}
