package dev.leakcheck.internal.rest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What can wake a thread that waits for input, though no thread of this process runs. */
final class Outside {

    private static final String DESCRIPTORS = "/proc/self/fd";
    private static final String SOCKET = "socket:[";
    private static final String TIMER = "anon_inode:[timerfd]";
    private static final String RING = "anon_inode:[io_uring]";

    /** The sockets by which whoever started this JVM talks to it. */
    private static volatile @Nullable Set<String> older;

    private Outside() {}

    /** Takes the sockets that are open now for none of the tests' own; once in a JVM. */
    static synchronized void begin() {
        if (older != null) {
            return;
        }
        Set<String> found = new HashSet<>();
        for (String fd : descriptors()) {
            String link = link(fd);
            if (link.startsWith(SOCKET)) {
                found.add(link);
            }
        }
        older = Set.copyOf(found);
    }

    /** Whether there is a peer in another process, data on its way to one here, or a timer that a selector waits for. */
    static boolean mayAct(long moment) {
        Set<String> known = older;
        Set<String> sockets = new HashSet<>();
        for (String fd : descriptors()) {
            String link = link(fd);
            if (link.equals(RING) || link.equals(TIMER) && isDueBefore(moment, fd)) {
                return true;
            }
            if (link.startsWith(SOCKET) && (known == null || !known.contains(link))) {
                sockets.add(link.substring(SOCKET.length(), link.length() - 1));
            }
        }
        return !sockets.isEmpty() && Connections.of(sockets).mayBring();
    }

    /** Standard input is the build's. */
    static boolean isSocketOrStandardInput(long fd) {
        return fd == 0 || link(Long.toString(fd)).startsWith(SOCKET);
    }

    private static boolean isDueBefore(long moment, String fd) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo", fd))) {
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
