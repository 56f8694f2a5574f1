package dev.leakcheck.internal.os;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of this process's network namespace by inode, as they were when first asked for.
 *
 * <p>Reading all tables takes milliseconds, so each is read once and only if the inode was in none before it. Hold one
 * instance a verdict, not longer.
 */
public final class SocketTable {

    private final Path directory;
    private final Map<Long, Socket> sockets = new HashMap<>();
    private final Set<Table> read = EnumSet.noneOf(Table.class);

    /** A table of this process. */
    public SocketTable() {
        this(Path.of("/proc/self/net"));
    }

    SocketTable(Path directory) {
        this.directory = directory;
    }

    /** What kind of socket it is. */
    public enum Protocol {
        TCP,
        UDP,
        UNIX
    }

    /**
     * One socket.
     *
     * @param local {@code 127.0.0.1:80}, {@code [::1]:80}; of a unix socket its path, empty if unnamed
     * @param localPort 0 of a unix socket
     * @param remote empty if there is no other end
     * @param state as in {@code ESTABLISHED}; of a unix socket {@code LISTEN}, {@code CONNECTED}, {@code HALF_CLOSED}
     *     or empty
     */
    public record Socket(Protocol protocol, String local, int localPort, String remote, String state) {

        /** Tells whether it waits for connections. */
        public boolean listening() {
            return state.equals("LISTEN");
        }
    }

    /** Returns the socket, or null if no table has it: it is neither bound nor connected, or of another family. */
    public synchronized @Nullable Socket find(long inode) {
        for (Table table : Table.values()) {
            if (!sockets.containsKey(inode)) {
                readOnce(table);
            }
        }
        return sockets.get(inode);
    }

    /** Returns the unix socket, or null if it is none: of many connections that are over for good nothing is read. */
    public synchronized @Nullable Socket findUnix(long inode) {
        readOnce(Table.UNIX);
        Socket found = sockets.get(inode);
        return found != null && found.protocol() == Protocol.UNIX ? found : null;
    }

    private void readOnce(Table table) {
        if (read.add(table)) {
            read(table);
        }
    }

    /** Returns the local port of an internet socket, or -1 if it has none or is not known. */
    public int localPort(long inode) {
        Socket socket = find(inode);
        return socket == null || socket.localPort() == 0 ? -1 : socket.localPort();
    }

    /** Returns the inode in {@code socket:[123]}, or -1 if the link is that of something else. */
    public static long inode(String link) {
        if (!link.startsWith("socket:[") || !link.endsWith("]")) {
            return -1;
        }
        try {
            return Long.parseLong(link, 8, link.length() - 1, 10);
        } catch (NumberFormatException odd) {
            return -1;
        }
    }

    private void read(Table table) {
        try {
            // Names of unix sockets are bytes; those that are not ASCII are worth no error.
            String text = new String(Files.readAllBytes(directory.resolve(table.file)), StandardCharsets.UTF_8);
            text.lines().skip(1).forEach(line -> add(table, line.strip()));
        } catch (IOException | RuntimeException notHere) {
            // No IPv6, no /proc, or no descriptor left: what is not known stays unknown.
        }
    }

    private void add(Table table, String line) {
        try {
            if (table == Table.UNIX) {
                addUnix(line.split("\\s+", 8));
            } else {
                addInternet(table, line.split("\\s+", 11));
            }
        } catch (RuntimeException oddLine) {
            // The kernel may cut a line short while sockets come and go.
        }
    }

    /** {@code sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode …}. */
    private void addInternet(Table table, String[] fields) {
        long inode = Long.parseLong(fields[9]);
        if (inode == 0) {
            return; // TIME_WAIT and the like: no descriptor leads there.
        }
        int localPort = port(fields[1]);
        boolean connected = port(fields[2]) != 0;
        String state = table.protocol == Protocol.UDP ? "" : tcpState(Integer.parseInt(fields[3], 16));
        sockets.put(
                inode,
                new Socket(table.protocol, address(fields[1]), localPort, connected ? address(fields[2]) : "", state));
    }

    /** {@code Num RefCount Protocol Flags Type St Inode Path}. */
    private void addUnix(String[] fields) {
        boolean listening = (Long.parseLong(fields[3], 16) & 0x10000) != 0;
        boolean connected = fields[5].equals("03");
        // A live peer holds a reference of its own; the one of the table entry being printed counts as well.
        boolean alone = Long.parseLong(fields[1], 16) <= 2;
        String state = listening ? "LISTEN" : !connected ? "" : alone ? "HALF_CLOSED" : "CONNECTED";
        sockets.put(
                Long.parseLong(fields[6]), new Socket(Protocol.UNIX, fields.length > 7 ? fields[7] : "", 0, "", state));
    }

    private static int port(String endpoint) {
        return Integer.parseInt(endpoint, endpoint.indexOf(':') + 1, endpoint.length(), 16);
    }

    private static String address(String endpoint) {
        byte[] address = bytes(endpoint.substring(0, endpoint.indexOf(':')));
        return (address.length == 4 ? v4(address, 0) : v6(address)) + ":" + port(endpoint);
    }

    /** The kernel prints 32-bit words in the order of this machine. */
    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        boolean swapped = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        for (int i = 0; i < bytes.length; i++) {
            int at = swapped ? i / 4 * 4 + 3 - i % 4 : i;
            bytes[i] = (byte) Integer.parseInt(hex, at * 2, at * 2 + 2, 16);
        }
        return bytes;
    }

    private static String v4(byte[] bytes, int from) {
        return (bytes[from] & 0xff) + "." + (bytes[from + 1] & 0xff) + "." + (bytes[from + 2] & 0xff) + "."
                + (bytes[from + 3] & 0xff);
    }

    private static String v6(byte[] bytes) {
        return isMapped(bytes) ? v4(bytes, 12) : "[" + compressed(bytes) + "]";
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == -1 && bytes[11] == -1;
    }

    /** As RFC 5952 wants it: the longest run of at least two zero groups becomes {@code ::}. */
    private static String compressed(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int zeros = 0;
            while (i + zeros < 8 && groups[i + zeros] == 0) {
                zeros++;
            }
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static String tcpState(int state) {
        return switch (state) {
            case 1 -> "ESTABLISHED";
            case 2 -> "SYN_SENT";
            case 3 -> "SYN_RECV";
            case 4 -> "FIN_WAIT1";
            case 5 -> "FIN_WAIT2";
            case 6 -> "TIME_WAIT";
            case 7 -> "CLOSE";
            case 8 -> "CLOSE_WAIT";
            case 9 -> "LAST_ACK";
            case 10 -> "LISTEN";
            case 11 -> "CLOSING";
            case 12 -> "NEW_SYN_RECV";
            default -> "state " + state;
        };
    }

    /** In the order of likelihood: the JDK opens IPv6 sockets wherever it can. */
    private enum Table {
        TCP6("tcp6", Protocol.TCP),
        TCP("tcp", Protocol.TCP),
        UNIX("unix", Protocol.UNIX),
        UDP6("udp6", Protocol.UDP),
        UDP("udp", Protocol.UDP);

        private final String file;
        private final Protocol protocol;

        Table(String file, Protocol protocol) {
            this.file = file;
            this.protocol = protocol;
        }
    }
}
