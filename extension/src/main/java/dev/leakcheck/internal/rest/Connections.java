package dev.leakcheck.internal.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The connections of some sockets: whether anything may arrive at them while no thread of this process runs. */
final class Connections {

    private static final Path TABLES = Path.of("/proc/self/net");
    private static final String MAPPED = "0000000000000000FFFF0000";

    /** States in which nothing arrives any more: CLOSE, CLOSE_WAIT, LAST_ACK and CLOSING. */
    private static final Set<String> ENDED = Set.of("07", "08", "09", "0B");

    /** States of what was closed, and yet has to send what it was given before: FIN_WAIT1 and 2, LAST_ACK, CLOSING. */
    private static final Set<String> ORPHANED = Set.of("04", "05", "09", "0B");

    private static final String NO_PROCESS = "0";
    private static final String LISTENING = "0A";
    private static final String UNIX_CONNECTED = "03";
    private static final String UNIX_CONNECTING = "02";
    private static final String NOBODY = "0000";

    /** One end of a connection, its addresses as the kernel prints them. */
    private record End(String local, String remote, String state, boolean hasUnsent, boolean hasUnread) {

        boolean isConnected() {
            return !remote.endsWith(":" + NOBODY);
        }

        /** Whether what it sends will arrive: what is there unread may be what keeps the rest back. */
        boolean isHeldBackFrom(End peer) {
            return hasUnsent && !peer.hasUnread;
        }
    }

    /** Bound datagram sockets have a path, which may be abstract, and anybody may send to them. */
    private static final String UNIX_DATAGRAMS = "0002";

    private final Path tables;
    private final Table reader = new Table();
    private final Set<String> inodes;
    private final Set<String> missing;
    private final Set<String> listening = new HashSet<>();
    private final Map<String, End> own = new HashMap<>();
    private final Map<String, End> orphans = new HashMap<>();
    private boolean unknown;

    private Connections(Set<String> inodes, Path tables) {
        this.inodes = inodes;
        this.missing = new HashSet<>(inodes);
        this.tables = tables;
    }

    /** Of the sockets with these inodes, which are all of this process's own. */
    static Connections of(Set<String> inodes) {
        return of(inodes, TABLES);
    }

    /** The same with the tables of a folder. */
    static Connections of(Set<String> inodes, Path tables) {
        Connections connections = new Connections(inodes, tables);
        connections.readUnix();
        connections.readDatagrams("udp6");
        connections.readDatagrams("udp");
        if (!connections.unknown && !connections.missing.isEmpty()) {
            connections.readTcp("tcp6");
        }
        return connections;
    }

    /**
     * Whether a peer may be in another process, or what one sent here is still on its way: the kernel keeps a small
     * packet back until the one before is acknowledged, which takes up to 200 ms. Of a listening socket nothing is
     * expected: whom it serves is either in here or a child process, for which a thread waits. A socket that is in none of
     * the tables is not connected, if Java has opened it; of others nothing is known, since there are other protocols.
     *
     * @param ofJava the inodes of those that Java has opened
     */
    boolean mayBring(Set<String> ofJava) {
        if (!unknown && (!missing.isEmpty() || isAwaited())) {
            // Java's are mostly in the other table, and to print one takes the kernel milliseconds, however few it
            // lists.
            readTcp("tcp");
        }
        return unknown || !ofJava.containsAll(missing) || isAwaited();
    }

    /** Those that listen: they do nothing else until they are closed. */
    Set<String> listening() {
        return listening;
    }

    /** Whether something may arrive at one of those that are known. */
    private boolean isAwaited() {
        for (End end : own.values()) {
            if (end.isConnected() && !ENDED.contains(end.state)) {
                String key = end.remote + " " + end.local;
                End peer = own.getOrDefault(key, orphans.get(key));
                if (peer == null || end.isHeldBackFrom(peer) || peer.isHeldBackFrom(end)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@code sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode …}. */
    private void readTcp(String table) {
        read(table, fields -> {
            boolean isOwn = isOwn(fields, 9);
            if (isOwn && fields[3].equals(LISTENING)) {
                listening.add(fields[9]);
            } else if (isOwn || fields.length > 9 && fields[9].equals(NO_PROCESS) && ORPHANED.contains(fields[3])) {
                String local = unmapped(fields[1]);
                String remote = unmapped(fields[2]);
                String[] queues = fields[4].split(":");
                (isOwn ? own : orphans)
                        .put(
                                local + " " + remote,
                                new End(local, remote, fields[3], isSome(queues[0]), isSome(queues[1])));
            }
        });
    }

    /** Anybody may send to a bound one. */
    private void readDatagrams(String table) {
        read(table, fields -> unknown |= isOwn(fields, 9));
    }

    /** {@code Num RefCount Protocol Flags Type St Inode Path}: who is at the other end is not told. */
    private void readUnix() {
        read("unix", fields -> {
            unknown |= isOwn(fields, 6)
                    && (fields[5].equals(UNIX_CONNECTED) && !isAlone(fields[1])
                            || fields[5].equals(UNIX_CONNECTING)
                            || fields[4].equals(UNIX_DATAGRAMS) && fields.length > 7);
        });
    }

    private boolean isOwn(String[] fields, int inode) {
        if (fields.length <= inode || !inodes.contains(fields[inode])) {
            return false;
        }
        missing.remove(fields[inode]);
        return true;
    }

    /** A live peer holds a reference of its own; the one of the table entry being printed counts as well. */
    private static boolean isAlone(String references) {
        return Long.parseLong(references, 16) <= 2;
    }

    private void read(String table, Consumer<String[]> line) {
        Path file = tables.resolve(table);
        if (!Files.exists(file)) {
            return; // Nor are there such sockets.
        }
        try {
            reader.read(file, line);
        } catch (IOException unreadable) {
            unknown = true;
        }
    }

    private static boolean isSome(String queue) {
        return Long.parseLong(queue, 16) != 0;
    }

    /** IPv4 has the same text in both tables. */
    private static String unmapped(String endpoint) {
        return endpoint.startsWith(MAPPED) ? endpoint.substring(MAPPED.length()) : endpoint;
    }
}
