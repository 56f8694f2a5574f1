package dev.leakcheck.internal.benign;

import dev.leakcheck.internal.os.SocketTable;
import dev.leakcheck.internal.os.SocketTable.Socket;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Descriptors that are nobody's leak, told by what they lead to.
 *
 * <p>A link is weak evidence: a test's own {@code new FileInputStream("/dev/urandom")} leads to the same place. So a
 * descriptor whose creation site is known is never excused here: {@link BenignSites} judges it. How much is excused
 * otherwise depends on why the site is not known.
 */
public final class BenignDescriptors {

    /** Why there is no creation site. */
    public enum Evidence {
        /** The hooks were in and did not see it opened: native code of the JVM did, or it is older than the hooks. */
        NOT_SEEN,
        /** There are no hooks: anybody may have opened it. */
        NO_HOOKS
    }

    /**
     * One excuse.
     *
     * @param name what the report calls it
     * @param what what it matches, for people
     * @param whenNotSeenOnly whether it is too wide to be used without hooks
     * @param reason why it is nobody's leak
     */
    public record Entry(String name, String what, boolean whenNotSeenOnly, String reason, Matcher matcher) {}

    /** Looks at one descriptor. */
    @FunctionalInterface
    public interface Matcher {
        /** Tells whether this is such a descriptor; the table is only read if the link is that of a socket. */
        boolean matches(String link, SocketTable sockets);
    }

    private static final String JAVA_HOME = System.getProperty("java.home", "/none");
    private static final Set<String> CLASS_PATH = classPath();

    private static final Pattern ARCHIVE =
            Pattern.compile("/.*(\\.(jar|jmod|jsa|so)(\\.[\\d.]+)?|/modules)( \\(deleted\\))?", Pattern.DOTALL);
    private static final Pattern C_LIBRARY =
            Pattern.compile("(/usr/lib/locale/|/usr/share/zoneinfo/|/etc/|/var/lib/sss/).*", Pattern.DOTALL);

    private static final String JOURNAL_HEADER = "libcore.io.DiskLruCache\n";

    private static final List<Entry> ENTRIES = List.of(
            path("random device", "/dev/u?random", "SecureRandom keeps its seed source open for all of the JVM"),
            path(
                    "terminal",
                    "/dev/(tty\\w*|pts/\\d+|ptmx|console|stdin|stdout|stderr)",
                    "a standard stream, inherited or reopened by the JVM"),
            path(
                    "performance counters",
                    "/tmp/hsperfdata_[^/]+(/\\d+)?( \\(deleted\\))?",
                    "the JVM publishes its counters to jps and jstat"),
            path(
                    "attach socket",
                    "(/.*)?/\\.java_pid\\d+(\\.tmp)?( \\(deleted\\))?",
                    "the JVM listens there for tools and agents that attach"),
            new Entry(
                    "attach socket",
                    "a unix socket named .java_pid<n>",
                    false,
                    "the JVM listens there for tools and agents that attach",
                    (link, sockets) -> isAttachSocket(sockets.findUnix(SocketTable.inode(link)))),
            // The recorder's own directory: a chunk that a user copies elsewhere has another name.
            path(
                    "flight recorder chunk",
                    "/.*/\\d{4}(_\\d\\d){5}_\\d+/\\d{4}(_\\d\\d){5}(_\\d+)?\\.jfr( \\(deleted\\))?",
                    "Java Flight Recorder writes its current chunk natively, besides the one it opened in Java"),
            path("JVM log", "(/.*)?/(hs_err_pid|replay_pid)\\d+\\.log", "the JVM's own error report"),
            // The kernel hands these out by the read; a listing may catch one in between (JDK 17 reads them for
            // metrics).
            path(
                    "control group file",
                    "/sys/fs/cgroup/.*",
                    "the JVM reads its container's limits and closes the file at once"),
            path("process information", "/proc(/.*)?", "read in passing by the JVM, and by this very check"),
            path(
                    "JDK file",
                    Pattern.quote(JAVA_HOME) + "/(lib|jmods|conf|bin)/.*",
                    "the JVM's own modules, libraries and settings"),
            new Entry(
                    "class path",
                    "an entry of the class path or module path",
                    false,
                    "class loading keeps jars open for as long as the loader lives",
                    (link, sockets) -> CLASS_PATH.contains(link)),
            // Opened by whichever call comes first, so that its time tells nothing of whose the cache is.
            new Entry(
                    "OkHttp cache journal",
                    "a file journal that begins with " + JOURNAL_HEADER,
                    false,
                    "an OkHttp cache keeps it open for as long as its client",
                    (link, sockets) -> link.endsWith("/journal") && beginsWith(link, JOURNAL_HEADER)),
            path(
                    "font",
                    "/.*\\.(ttf|ttc|otf|pfa|pfb|dfont)",
                    "the font manager keeps font files open and has no way to close them"),
            path(
                    "agent jar",
                    "/.*/(byteBuddyAgent|mockitoboot|jacocoagent)[^/]*\\.jar( \\(deleted\\))?",
                    "appended to the class path by an agent; the JVM never closes it"),
            // Without hooks this may as well be the closed end of somebody's own connection; see openMarker().
            nativeOnly(
                    "NIO close marker",
                    "an unnamed unix socket whose other end is closed",
                    "one per JVM: duplicated over a descriptor to wake the threads that wait for it",
                    (link, sockets) -> isHalfClosedAndUnnamed(sockets.findUnix(SocketTable.inode(link)))),
            nativeOnly(
                    "library or archive",
                    "*.jar, *.jmod, *.so, *.jsa, modules",
                    "opened by the JVM itself, for an agent, a boot path or a native library",
                    (link, sockets) -> ARCHIVE.matcher(link).matches()),
            nativeOnly(
                    "locale and name service data",
                    "/usr/lib/locale, /usr/share/zoneinfo, /etc, /var/lib/sss",
                    "opened by the C library for itself",
                    (link, sockets) -> C_LIBRARY.matcher(link).matches()));

    private BenignDescriptors() {}

    /** Returns the whole table, for the documentation and the report. */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    /** Returns the first entry that excuses a descriptor without a known creation site, or null. */
    public static @Nullable Entry match(String link, SocketTable sockets, Evidence evidence) {
        for (Entry entry : ENTRIES) {
            if ((evidence == Evidence.NOT_SEEN || !entry.whenNotSeenOnly())
                    && entry.matcher().matches(link, sockets)) {
                return entry;
            }
        }
        return null;
    }

    /**
     * Opens the NIO close marker now, so that it is older than every test and need not be told from a test's own
     * unnamed unix socket. It costs some milliseconds, once.
     */
    public static void openMarker() {
        // JDK 17 opens it in the one, JDK 25 in the other.
        for (String owner :
                List.of("sun.nio.ch.UnixDispatcher", "sun.nio.ch.FileDispatcherImpl", "sun.nio.ch.SocketDispatcher")) {
            try {
                Class.forName(owner, true, null);
            } catch (ClassNotFoundException | LinkageError anotherJdk) {
                // It will be opened by whoever needs it first, and then be matched by its looks.
            }
        }
    }

    private static Entry path(String name, String regex, String reason) {
        Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
        return new Entry(
                name,
                regex,
                false,
                reason,
                (link, sockets) -> pattern.matcher(link).matches());
    }

    private static Entry nativeOnly(String name, String what, String reason, Matcher matcher) {
        return new Entry(name, what, true, reason, matcher);
    }

    private static boolean beginsWith(String path, String header) {
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            return new String(file.readNBytes(header.length()), StandardCharsets.US_ASCII).equals(header);
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static boolean isAttachSocket(@Nullable Socket socket) {
        return socket != null && socket.local().matches("/.*/\\.java_pid\\d+(\\.tmp)?");
    }

    private static boolean isHalfClosedAndUnnamed(@Nullable Socket socket) {
        return socket != null && socket.local().isEmpty() && socket.state().equals("HALF_CLOSED");
    }

    /** Surefire may start the JVM with one jar that names all others, and keeps the true path in a property. */
    private static Set<String> classPath() {
        Set<String> entries = new HashSet<>();
        for (String key : List.of(
                "java.class.path",
                "jdk.module.path",
                "surefire.test.class.path",
                "surefire.real.class.path",
                "jdk.boot.class.path.append")) {
            for (String entry : System.getProperty(key, "").split(File.pathSeparator)) {
                addCanonical(entry, entries);
            }
        }
        return Set.copyOf(entries);
    }

    /** The link under /proc is the real path. */
    private static void addCanonical(String entry, Set<String> entries) {
        File file = new File(entry);
        if (entry.isEmpty() || !file.isFile()) {
            return;
        }
        try {
            entries.add(file.getCanonicalPath());
        } catch (IOException unreadable) {
            entries.add(file.getAbsolutePath());
        }
    }
}
