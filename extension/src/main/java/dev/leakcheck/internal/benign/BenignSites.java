package dev.leakcheck.internal.benign;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Creations that are the JDK's own affair, told by the frames that did them.
 *
 * <p>Only the frames above the first one that is not the JDK's count: what user code opens while the JDK happens to
 * stand below it, as in a callback of an HTTP client, stays the user's. A frame is the JDK's by its module, since
 * packages such as {@code com.sun} are not.
 *
 * <p>Apply the rules to the root owner first. A worker of the JDK's own pool is started wherever a task was handed
 * over, and only the pool's creation tells that the pool is the JDK's.
 *
 * <p><b>Jars.</b> A jar that a built-in loader opens is open for all of the JVM, and that of a module layer cannot be
 * closed by anybody: both are excused. A jar that a {@link java.net.URLClassLoader} opens is not, for such a loader
 * can and should be closed; it lives by the loader. One that is older than LeakCheck, of a launcher or plug-in host that
 * lives as long as the JVM, must be excused by its jars, see {@link BenignDescriptors}. When one loader works on behalf
 * of another, the innermost decides. A jar behind a {@code jar:} URL is excused only if the connection used the cache,
 * which never lets go; with {@code setUseCaches(false)} the stream's close closes the jar, so that an open one is a
 * leak. {@code new JarFile} and {@code FileSystems.newFileSystem} match nothing here.
 */
public final class BenignSites {

    /** How long it lives, and thereby whether there is still something to be looked at. */
    public enum Lifetime {
        /** Once per JVM, or until a cleaner ends it: there is no way to close it. */
        JVM,
        /** Kept by a pool of the JDK's for reuse: fine unless a request is still under way on it. */
        POOL
    }

    /**
     * One excuse.
     *
     * @param name what the report calls it
     * @param what the frames, for people
     * @param reason why it is nobody's leak
     */
    public record Rule(String name, Lifetime lifetime, String what, String reason, Predicate<Frames> frames) {}

    /** The JDK's frames above the first other one, innermost first. */
    public static final class Frames {
        private final List<StackTraceElement> frames;

        private Frames(List<StackTraceElement> frames) {
            this.frames = frames;
        }

        /** Tells whether a method of a class was running; a class name that ends in {@code *} is a prefix. */
        boolean has(String type, String... methods) {
            for (StackTraceElement frame : frames) { // No stream: all rules are asked about each suspect, at each look.
                if (isOf(frame, type) && isOneOf(frame.getMethodName(), methods)) {
                    return true;
                }
            }
            return false;
        }

        /** Tells whether the innermost frame of any of these types is of the first one. */
        boolean innermostIsFirstOf(String... types) {
            for (StackTraceElement frame : frames) {
                for (String type : types) {
                    if (isOf(frame, type)) {
                        return type.equals(types[0]);
                    }
                }
            }
            return false;
        }

        private static boolean isOf(StackTraceElement frame, String type) {
            String name = frame.getClassName();
            int prefix = type.length() - 1;
            return type.charAt(prefix) == '*' ? name.regionMatches(0, type, 0, prefix) : name.equals(type);
        }

        private static boolean isOneOf(String method, String... methods) {
            for (String each : methods) {
                if (each.equals(method)) {
                    return true;
                }
            }
            return methods.length == 0;
        }
    }

    // Verified against stacks of OpenJDK 17.0.15 and 25.0.3; the tests hold those stacks.
    private static final List<Rule> RULES = List.of(
            jvm(
                    "default asynchronous channel group",
                    "sun.nio.ch.*AsynchronousChannelProvider.defaultEventPort",
                    "asynchronous channels without a group of their own share one per JVM",
                    f -> f.has("sun.nio.ch.LinuxAsynchronousChannelProvider", "defaultEventPort")
                            || f.has("sun.nio.ch.BsdAsynchronousChannelProvider", "defaultEventPort")),
            jvm(
                    "virtual thread poller",
                    "sun.nio.ch.EPollPoller, sun.nio.ch.Poller",
                    "virtual threads wait for input and output through these, one set per JVM",
                    f -> f.has("sun.nio.ch.EPollPoller")
                            || f.has("sun.nio.ch.KQueuePoller")
                            || f.has("sun.nio.ch.Poller", "<clinit>", "startPlatformThread")),
            jvm(
                    "seed of SecureRandom",
                    "sun.security.provider.FileInputStreamPool, NativePRNG, SeedGenerator",
                    "random devices stay open for all users of SecureRandom",
                    f -> f.has("sun.security.provider.FileInputStreamPool")
                            || f.has("sun.security.provider.NativePRNG*")
                            || f.has("sun.security.provider.SeedGenerator*")),
            jvm(
                    "jar of a built-in class loader",
                    "jdk.internal.loader.BuiltinClassLoader opens a URLClassPath$JarLoader",
                    "the class path stays open for as long as the JVM runs",
                    f -> opensJar(f)
                            && f.innermostIsFirstOf(
                                    "jdk.internal.loader.BuiltinClassLoader*",
                                    "java.net.URLClassLoader*",
                                    "jdk.internal.loader.Loader*")),
            jvm(
                    "jar of a module layer",
                    "jdk.internal.loader.Loader opens a ModuleReader",
                    "the loader of a module layer cannot be closed",
                    f -> opensJar(f)
                            && f.innermostIsFirstOf(
                                    "jdk.internal.loader.Loader*",
                                    "java.net.URLClassLoader*",
                                    "jdk.internal.loader.BuiltinClassLoader*")),
            jvm(
                    "module image",
                    "jdk.internal.jimage, jdk.internal.jrtfs",
                    "the JDK's own modules are opened once",
                    f -> f.has("jdk.internal.jimage.*") || f.has("jdk.internal.jrtfs.SystemImage*")),
            jvm(
                    "cache of jar: URLs",
                    "sun.net.www.protocol.jar.JarFileFactory.getOrCreate, not get",
                    "a jar: URL with caching, the default, keeps its jar open in a cache that never lets go",
                    // The plain 'get' is the way of connections that do not use the cache.
                    f -> f.has("sun.net.www.protocol.jar.JarFileFactory", "getOrCreate")
                            && !f.has("sun.net.www.protocol.jar.JarFileFactory", "get")),
            jvm(
                    "headers of a jar: URL",
                    "sun.net.www.protocol.jar.JarURLConnection asks a FileURLConnection",
                    "asked for its length or its time, it opens the file of the jar by a connection that nobody can close:"
                            + " a defect of the JDK",
                    f -> f.has("sun.net.www.protocol.file.FileURLConnection", "connect")
                            && f.has("sun.net.www.protocol.jar.JarURLConnection")),
            jvm(
                    "JShell",
                    "jdk.jshell",
                    "its close() leaves the files of its compiler and a socket to the garbage collector: a defect of the JDK;"
                            + " one that is not closed leaves a process",
                    f -> f.has("jdk.jshell.*")),
            jvm(
                    "configurations of the Flight Recorder",
                    "jdk.jfr.internal.jfc.JFC",
                    "JDK 17 lists the folder of them once, and leaves it open: a defect",
                    f -> f.has("jdk.jfr.internal.jfc.JFC*")),
            jvm(
                    "handlers of java.util.logging",
                    "java.util.logging.LogManager, FileHandler.rotate",
                    "who logs first makes the handlers of the configuration, for all; one that goes on to its next file keeps"
                            + " its lock, which is its own leak if it is one",
                    f -> f.has("java.util.logging.LogManager*") || f.has("java.util.logging.FileHandler", "rotate")),
            pool(
                    "HttpURLConnection keep-alive",
                    "sun.net.www.http.HttpClient.openServer, sun.net.www.http.KeepAlive*",
                    "HttpURLConnection keeps connections for reuse; it has no way to close an idle one",
                    // A plain socket that goes through a proxy is its user's.
                    f -> f.has("sun.net.www.http.HttpClient", "openServer", "New", "<init>")
                                    && !f.has("java.net.HttpConnectSocketImpl")
                            || f.has("sun.net.www.http.KeepAlive*")),
            pool(
                    "java.net.http client",
                    "jdk.internal.net.http.HttpClientImpl, PlainHttpConnection",
                    "HttpClient keeps a selector, its thread and idle connections; in JDK 17 it cannot be closed",
                    BenignSites::isHttpClient),
            jvm(
                    "process reaper",
                    "java.lang.ProcessHandleImpl.completion",
                    "a thread of the JDK waits for each child; the child itself is what counts",
                    f -> f.has("java.lang.ProcessHandleImpl", "completion")),
            // JDK 25 schedules on the common pool, which counts by name: other pools have such a thread as well.
            jvm(
                    "CompletableFuture delay scheduler",
                    "java.util.concurrent.CompletableFuture$Delayer",
                    "time-outs of CompletableFuture share one thread per JVM",
                    f -> f.has("java.util.concurrent.CompletableFuture$Delayer")),
            jvm(
                    "cleaner",
                    "jdk.internal.ref.CleanerImpl.start",
                    "a Cleaner's thread ends when the Cleaner is garbage; it cannot be stopped",
                    f -> f.has("jdk.internal.ref.CleanerImpl", "start")),
            jvm(
                    "fonts",
                    "sun.font, sun.awt.FontConfiguration, sun.java2d.Disposer",
                    "the font manager keeps font files open and has no way to close them",
                    f -> f.has("sun.font.*") || f.has("sun.awt.FontConfiguration") || f.has("sun.java2d.Disposer")),
            jvm(
                    "Java Flight Recorder",
                    "jdk.jfr.internal.Repository, RepositoryChunk, PlatformRecorder",
                    "the recorder's chunk and threads are shared by all recordings of the JVM",
                    f -> f.has("jdk.jfr.internal.Repository*")
                            || f.has("jdk.jfr.internal.PlatformRecorder*")
                            || f.has("jdk.jfr.internal.JVM*")),
            // Its accepting thread bears the port in its name and is judged: one cause, one leak.
            jvm(
                    "RMI listening socket",
                    "sun.rmi.transport.tcp.TCPTransport.listen opens a ServerSocket",
                    "on an anonymous port it is never closed; on a fixed one the thread that accepts stands for it",
                    f -> f.has("sun.rmi.transport.tcp.TCPTransport", "listen")
                            && f.has("java.net.ServerSocket", "<init>", "bind")),
            jvm(
                    "RMI connection",
                    "sun.rmi.transport.tcp.TCPChannel, TCPTransport$AcceptLoop",
                    "RMI keeps connections for reuse and closes idle ones",
                    f -> f.has("sun.rmi.transport.tcp.TCPChannel*")
                            || f.has("sun.rmi.transport.tcp.TCPTransport$AcceptLoop")),
            // Last, since it says the least: preferences' timer, the pre-close marker, the common pool and many more.
            jvm(
                    "static initializer of the JDK",
                    "<clinit> of a JDK class above the first other frame",
                    "created once per JVM",
                    f -> f.has("*", "<clinit>")));

    private BenignSites() {}

    /** Returns all rules, for the documentation and the report. */
    public static List<Rule> rules() {
        return RULES;
    }

    /** Returns the first rule that a creation site, innermost frame first, falls under, or null. */
    public static @Nullable Rule match(List<StackTraceElement> site) {
        Frames frames = new Frames(jdkFrames(site));
        if (frames.frames.isEmpty()) {
            return null;
        }
        for (Rule rule : RULES) {
            if (rule.frames().test(frames)) {
                return rule;
            }
        }
        return null;
    }

    private static List<StackTraceElement> jdkFrames(List<StackTraceElement> site) {
        int end = 0;
        while (end < site.size() && isJdk(site.get(end))) {
            end++;
        }
        return site.subList(0, end);
    }

    private static boolean isJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    private static boolean opensJar(Frames frames) {
        return frames.has("jdk.internal.loader.URLClassPath*") && frames.has("java.util.zip.ZipFile*")
                || frames.has("jdk.internal.module.ModuleReferences*");
    }

    /**
     * Neither a file that a body goes to, nor a worker that is started by handing a task over: the executor may be the
     * user's, and is judged as the owner of its workers. The socket of a WebSocket, which its user has to close, looks
     * like any other, since a worker opens it: only the client knows whether it is idle.
     */
    private static boolean isHttpClient(Frames frames) {
        return frames.innermostIsFirstOf("jdk.internal.net.http.PlainHttpConnection", "jdk.internal.net.http.*")
                        && frames.has("java.nio.channels.SocketChannel", "open")
                || frames.innermostIsFirstOf(
                                "jdk.internal.net.http.HttpClientImpl$SelectorManager", "jdk.internal.net.http.*")
                        && frames.has("java.nio.channels.Selector", "open")
                || frames.innermostIsFirstOf("jdk.internal.net.http.HttpClientImpl", "jdk.internal.net.http.*")
                        && frames.has("jdk.internal.net.http.HttpClientImpl", "<init>", "create", "start");
    }

    private static Rule jvm(String name, String what, String reason, Predicate<Frames> frames) {
        return new Rule(name, Lifetime.JVM, what, reason, frames);
    }

    private static Rule pool(String name, String what, String reason, Predicate<Frames> frames) {
        return new Rule(name, Lifetime.POOL, what, reason, frames);
    }
}
