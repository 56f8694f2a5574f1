package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.jdk.Descriptors;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.OwnerTable;
import java.io.FileDescriptor;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The parts that an adapter named, by what they are. */
final class Parts {

    private static final int DEEPEST = 4;
    private static final int ATTEMPTS = 3;
    private static final String JDK_CHANNEL = "sun.nio.ch.";
    private static final String DELEGATING = "java.util.concurrent.Executors$";

    final Set<Thread> threads = Collections.newSetFromMap(new IdentityHashMap<>());
    final List<Object> pools = new ArrayList<>();
    final Set<Integer> descriptors = new TreeSet<>();
    /** Those of them that were told by number only, as native code has them. */
    final Set<Integer> numbers = new TreeSet<>();

    final List<Object> owners = new ArrayList<>();
    private final OwnerTable table;

    private Parts(OwnerTable table) {
        this.table = table;
    }

    static Parts of(Collection<?> named, OwnerTable table) {
        Parts parts = new Parts(table);
        parts.addAll(named, 0);
        return parts;
    }

    private void addAll(Collection<?> named, int depth) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                for (Object each : named.toArray()) {
                    add(each, depth);
                }
                return;
            } catch (RuntimeException changedMeanwhile) {
                // The collection is the library's own, and perhaps no concurrent one.
            }
        }
    }

    private void add(@Nullable Object part, int depth) {
        if (part == null) {
            return;
        }
        if (table.creation(part) != null) { // An owner first: some are executors or collections as well.
            owners.add(part);
        } else if (part instanceof Thread thread) {
            threads.add(thread);
        } else if (part instanceof Timer timer) {
            Modules.open(Timer.class);
            add(Reflect.field(timer, "thread"), depth);
        } else if (part instanceof Executor executor) {
            pools.add(withoutWrapper(executor));
        } else if (part instanceof Socket socket) {
            addSocket(socket);
        } else if (part instanceof ServerSocket socket) {
            addServer(socket);
        } else if (part instanceof Selector selector) {
            addSelector(selector);
        } else if (part instanceof Channel channel) {
            addChannel(channel);
        } else if (part instanceof WatchService watching) {
            addAll(WatchServices.partsOf(watching), depth);
        } else if (part instanceof Object[] several) {
            add(Arrays.asList(several), depth);
        } else if (part instanceof Collection<?> several && depth < DEEPEST) {
            addAll(several, depth + 1);
        } else {
            addDescriptor(part);
        }
    }

    /** What {@code Executors} returns may only delegate to the pool whose creation was heard of. */
    private static Object withoutWrapper(Executor executor) {
        Object inner = null;
        if (executor.getClass().getName().startsWith(DELEGATING)) {
            Modules.open(executor.getClass());
            inner = Reflect.field(executor, "e");
        }
        return inner == null ? executor : inner;
    }

    private void addSocket(Socket socket) {
        int number = Descriptors.number(socket);
        if (number < 0 && socket.getChannel() != null) {
            addChannel(socket.getChannel());
        } else if (number < 0 && socket.getClass().getName().startsWith("sun.security.ssl.")) {
            Modules.open(socket.getClass());
            Object plain = Reflect.field(socket, "self"); // TLS on top of a connection that was there before.
            number = plain instanceof Socket inner && inner != socket ? Descriptors.number(inner) : -1;
        }
        addNumber(number);
    }

    private void addServer(ServerSocket socket) {
        if (socket.getChannel() != null) {
            addChannel(socket.getChannel());
        } else {
            addNumber(Descriptors.number(socket));
        }
    }

    /**
     * The number stays in a closed channel and may be somebody else's by then, unless a selector did not take notice yet.
     */
    private void addChannel(Channel channel) {
        if (channel.getClass().getName().startsWith(JDK_CHANNEL) && (channel.isOpen() || isRegistered(channel))) {
            Modules.open(channel.getClass());
            addDescriptor(Reflect.field(channel, "fd"));
        }
    }

    private static boolean isRegistered(Channel channel) {
        return channel instanceof SelectableChannel selectable && selectable.isRegistered();
    }

    private void addSelector(Selector selector) {
        if (selector.getClass().getName().startsWith(JDK_CHANNEL) && selector.isOpen()) {
            Modules.open(selector.getClass());
            addDescriptor(Reflect.field(selector, "epfd"));
            addDescriptor(Reflect.field(Reflect.field(selector, "eventfd"), "efd"));
        }
    }

    /** Not by {@link #add}: each call of itself lets C2 inline it once more, for a second in which the user's code waits. */
    private void addDescriptor(@Nullable Object descriptor) {
        if (descriptor instanceof FileDescriptor known) {
            addNumber(Descriptors.number(known));
        } else if (descriptor instanceof Integer number) {
            addNumber(number);
            numbers.add(number);
        }
    }

    private void addNumber(int number) {
        if (number >= 0) {
            descriptors.add(number);
        }
    }
}
