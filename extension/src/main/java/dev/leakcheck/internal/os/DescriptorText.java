package dev.leakcheck.internal.os;

import dev.leakcheck.internal.os.SocketTable.Socket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in the words of its domain what a descriptor leads to, in one line that is safe to print. */
public final class DescriptorText {

    private static final String DELETED = " (deleted)";

    private DescriptorText() {}

    /** Returns for example {@code file /tmp/a.txt (fd 17)}. */
    public static String line(int fd, String link, SocketTable sockets) {
        return describe(fd, link, sockets) + " (fd " + fd + ")";
    }

    /** Returns for example {@code socket 127.0.0.1:51234 -> 127.0.0.1:80 CLOSE_WAIT}. */
    public static String describe(int fd, String link, SocketTable sockets) {
        return Printable.of(link.startsWith("/") ? path(fd, link) : pathless(link, sockets));
    }

    /** Returns the path of a file, device or directory, deleted or not, and otherwise the link itself. */
    public static String label(String link) {
        return Printable.of(link.startsWith("/") ? withoutDeleted(link) : link);
    }

    private static String path(int fd, String link) {
        if (link.startsWith("/memfd:")) {
            return "memory file " + withoutDeleted(link).substring("/memfd:".length());
        }
        Status status = Status.of(fd);
        // Only what has no name left is deleted: '(deleted)' may as well be the end of a name.
        boolean deleted = link.endsWith(DELETED) && (status.links == 0 || !Files.exists(pathOf(link)));
        String name = deleted ? withoutDeleted(link) : link;
        return (deleted ? "deleted " : "") + status.type + " " + name;
    }

    private static Path pathOf(String link) {
        try {
            return Path.of(link);
        } catch (RuntimeException notInThisCharset) {
            return Path.of("/proc/self/fd/none");
        }
    }

    private static String pathless(String link, SocketTable sockets) {
        if (link.startsWith("pipe:")) {
            return "pipe";
        }
        if (link.startsWith("anon_inode:")) {
            return anonymous(link);
        }
        long inode = SocketTable.inode(link);
        return inode < 0 ? link : socket(sockets.find(inode));
    }

    private static String anonymous(String link) {
        return switch (link.substring("anon_inode:".length())) {
            case "[eventpoll]" -> "epoll (a Selector)";
            case "inotify", "[inotify]" -> "inotify (a WatchService)";
            case "[eventfd]" -> "eventfd";
            default -> link;
        };
    }

    private static String socket(@Nullable Socket socket) {
        if (socket == null) {
            return "socket, neither bound nor connected, or reset by its peer";
        }
        String listening = socket.listening() ? "listening " : "";
        return switch (socket.protocol()) {
            case UNIX -> listening + "unix socket " + (socket.local().isEmpty() ? "(unnamed)" : socket.local());
            case UDP -> "udp socket " + ends(socket);
            case TCP ->
                listening.isEmpty()
                        ? "socket " + ends(socket) + " " + socket.state()
                        : listening + "socket " + socket.local();
        };
    }

    private static String ends(Socket socket) {
        return socket.remote().isEmpty() ? socket.local() : socket.local() + " -> " + socket.remote();
    }

    private static String withoutDeleted(String link) {
        return link.endsWith(DELETED) ? link.substring(0, link.length() - DELETED.length()) : link;
    }

    /** What stands behind the descriptor itself, since the path may have been deleted or replaced. */
    private record Status(String type, int links) {

        private static final Status UNKNOWN = new Status("file", -1);

        static Status of(int fd) {
            try {
                Map<String, Object> found = Files.readAttributes(Path.of("/proc/self/fd/" + fd), "unix:mode,nlink");
                return found.get("mode") instanceof Integer mode && found.get("nlink") instanceof Integer links
                        ? new Status(type(mode), links)
                        : UNKNOWN;
            } catch (IOException | RuntimeException closedMeanwhile) {
                return UNKNOWN;
            }
        }

        private static String type(int mode) {
            return switch (mode & 0170000) {
                case 0010000 -> "named pipe";
                case 0020000 -> "character device";
                case 0040000 -> "directory";
                case 0060000 -> "block device";
                default -> "file";
            };
        }
    }
}
