package dev.leakcheck.internal.rest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can wake a thread that waits for input, though no thread of this process runs. */
final class Outside {

    private static final String DESCRIPTORS = "/proc/self/fd";
    private static final String STATES = "/proc/self/fdinfo";
    private static final String SOCKET = "socket:[";
    private static final String SELECTOR = "anon_inode:[eventpoll]";
    private static final String TIMER = "anon_inode:[timerfd]";
    private static final String RING = "anon_inode:[io_uring]";

    private static final Pattern REGISTERED = Pattern.compile("(?m)^tfd:\\s*(\\d+)");

    private static final List<String> STANDARD = List.of("0", "1", "2");

    /** The sockets that were open before the first test, and those of them that stand for standard input and output. */
    private record Older(Set<String> sockets, Set<String> standard, Set<String> listeners) {}

    private static final Older NONE = new Older(Set.of(), Set.of(), Set.of());

    /**
     * The inodes of sockets that are known to listen, which the kernel does not give to others: to have it print its table of
     * connections takes it some milliseconds, however few there are.
     */
    private static final Set<String> LISTENING = ConcurrentHashMap.newKeySet();

    private static volatile @Nullable Older older;

    private Outside() {}

    /** Looks for the sockets by which whoever started this JVM talks to it; once in a JVM. */
    static synchronized void begin() {
        if (older != null) {
            return;
        }
        Set<String> sockets = new HashSet<>();
        Set<String> standard = new HashSet<>();
        for (String fd : descriptors()) {
            String link = link(fd);
            if (link.startsWith(SOCKET)) {
                (STANDARD.contains(fd) ? standard : sockets).add(link);
            }
        }
        sockets.removeAll(standard);
        older = new Older(sockets, standard, sockets.isEmpty() ? Set.of() : BuildThreads.listening());
    }

    /** Whether threads of this native name are the build's, and wait for what it sends. */
    static boolean isListenerOfBuild(String name) {
        return older().listeners.contains(name);
    }

    /**
     * Whether there is a peer in another process, data on its way to one here, or a timer that a selector waits for.
     *
     * @param builds the descriptors that threads of the build wait for: what arrives at an older socket of these ends
     *     nothing of a test's, unlike what arrives at a warm connection that somebody else opened as early
     * @param ofJava tells by their numbers which sockets Java has opened
     */
    static boolean mayAct(long moment, Set<Long> builds, IntPredicate ofJava) {
        Set<String> apart = new HashSet<>(older().standard);
        for (long fd : builds) {
            addOlder(Long.toString(fd), apart);
        }
        Set<String> sockets = new HashSet<>();
        Set<String> known = new HashSet<>();
        for (String fd : descriptors()) {
            String link = link(fd);
            if (link.equals(RING) || link.equals(TIMER) && isDueBefore(moment, fd)) {
                return true;
            }
            if (link.startsWith(SOCKET) && !apart.contains(link)) {
                String inode = link.substring(SOCKET.length(), link.length() - 1);
                sockets.add(inode);
                if (ofJava.test(Integer.parseInt(fd))) {
                    known.add(inode);
                }
            }
        }
        LISTENING.retainAll(sockets);
        sockets.removeAll(LISTENING);
        if (sockets.isEmpty()) {
            return false;
        }
        Connections connections = Connections.of(sockets);
        boolean mayBring = connections.mayBring(known);
        LISTENING.addAll(connections.listening());
        return mayBring;
    }

    /** Adds what a descriptor leads to, and what a selector selects from. */
    private static void addOlder(String fd, Set<String> links) {
        Set<String> sockets = older().sockets;
        String link = link(fd);
        if (sockets.contains(link)) {
            links.add(link);
        } else if (link.equals(SELECTOR)) {
            try {
                REGISTERED
                        .matcher(Files.readString(Path.of(STATES, fd)))
                        .results()
                        .map(found -> link(found.group(1)))
                        .filter(sockets::contains)
                        .forEach(links::add);
            } catch (IOException | RuntimeException closed) {
                // Then nobody selects any more.
            }
        }
    }

    private static Older older() {
        Older known = older;
        return known == null ? NONE : known;
    }

    /** Standard input is the build's. */
    static boolean isSocketOrStandardInput(long fd) {
        return fd == 0 || link(Long.toString(fd)).startsWith(SOCKET);
    }

    private static boolean isDueBefore(long moment, String fd) {
        try {
            for (String line : Files.readAllLines(Path.of(STATES, fd))) {
                if (line.startsWith("it_value:")) {
                    String[] left = line.replaceAll("[^0-9,]", "").split(",");
                    long nanos = TimeUnit.SECONDS.toNanos(Long.parseLong(left[0])) + Long.parseLong(left[1]);
                    return nanos != 0 && nanos < moment - System.nanoTime();
                }
            }
            return true;
        } catch (IOException | RuntimeException unknown) {
            return true;
        }
    }

    private static String[] descriptors() {
        String[] names = new File(DESCRIPTORS).list();
        return names == null ? new String[0] : names;
    }

    private static String link(String fd) {
        try {
            return Files.readSymbolicLink(Path.of(DESCRIPTORS, fd)).toString();
        } catch (IOException | RuntimeException closed) {
            return "";
        }
    }
}
