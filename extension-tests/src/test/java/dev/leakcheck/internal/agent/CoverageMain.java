package dev.leakcheck.internal.agent;

import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Creates one of each resource in a JVM of its own, and prints for each whether the hooks told the truth. */
final class CoverageMain {

    private static final RecordingEvents HEARD = new RecordingEvents();
    private static final PrintStream OUT = System.out;

    private interface Opening {
        Closeable open() throws Exception;
    }

    private interface Claim {
        boolean holds() throws Exception;
    }

    private CoverageMain() {}

    public static void main(String[] arguments) throws Exception {
        AgentStatus status = Agent.install(HEARD);
        OUT.println("STATUS " + status);
        OUT.println((Agent.install(new RecordingEvents()).equals(status) ? "OK" : "BAD") + " install again");
        claim("self-proof reaches the events", () -> HEARD.first("threadStarting") != null && !HEARD.opened.isEmpty());
        claim(
                "Modules.accessible",
                () -> Modules.accessible(java.util.ArrayList.class.getDeclaredField("size"))
                                .getInt(new java.util.ArrayList<>(java.util.List.of("one")))
                        == 1);
        claim(
                "open to nobody else",
                () -> !java.util.ArrayList.class.getDeclaredField("size").trySetAccessible());
        files();
        sockets();
        selectors();
        threads();
        pools();
        TaskCoverage.claimAll(HEARD, OUT);
        processes();
        directMemory();
        recursion();
        OUT.println("MISSING " + Agent.status().missing());
        OUT.println("DONE");
        System.exit(0);
    }

    private static void files() throws Exception {
        Path dir = Files.createTempDirectory("leakcheck");
        Path file = Files.writeString(dir.resolve("a.txt"), "hello");
        File io = file.toFile();
        Path zip = dir.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("x"));
        }
        opening("FileInputStream", 1, () -> new FileInputStream(io));
        opening("FileOutputStream", 1, () -> new FileOutputStream(io, true));
        opening("FileReader", 1, () -> new FileReader(io));
        opening("RandomAccessFile", 1, () -> new RandomAccessFile(io, "rw"));
        opening("PrintStream", 1, () -> new PrintStream(dir.resolve("b").toFile()));
        opening("ZipFile", 1, () -> new ZipFile(zip.toFile()));
        opening("Files.newInputStream", 1, () -> Files.newInputStream(file));
        opening("Files.newOutputStream", 1, () -> Files.newOutputStream(file));
        opening("Files.newBufferedReader", 1, () -> Files.newBufferedReader(file));
        opening("Files.lines", 1, () -> {
            Stream<String> lines = Files.lines(file);
            lines.iterator();
            return lines::close;
        });
        opening("FileChannel", 1, () -> FileChannel.open(file));
        opening("AsynchronousFileChannel", 1, () -> AsynchronousFileChannel.open(file, StandardOpenOption.READ));
        opening("zipfs", 1, () -> {
            FileSystem zipfs = FileSystems.newFileSystem(zip);
            return zipfs;
        });
        opening("Scanner", 1, () -> new Scanner(file));
        opening("DirectoryStream", 2, () -> {
            DirectoryStream<Path> stream = Files.newDirectoryStream(dir);
            return stream;
        });
        opening("Files.list", 2, () -> {
            Stream<Path> stream = Files.list(dir);
            return stream::close;
        });
        opening("Files.walk", 2, () -> {
            Stream<Path> stream = Files.walk(dir);
            stream.iterator().hasNext();
            return stream::close;
        });
        opening("relative SecureDirectoryStream", 4, () -> {
            Files.createDirectories(dir.resolve("sub"));
            java.nio.file.SecureDirectoryStream<Path> outer =
                    (java.nio.file.SecureDirectoryStream<Path>) Files.newDirectoryStream(dir);
            java.nio.file.SecureDirectoryStream<Path> inner = outer.newDirectoryStream(Path.of("sub"));
            return () -> {
                inner.close();
                outer.close();
            };
        });
        opening("mapped, channel closed", 0, () -> {
            try (FileChannel channel = FileChannel.open(zip)) {
                channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            }
            return () -> {};
        });
        opening("WatchService", 3, () -> FileSystems.getDefault().newWatchService());
    }

    private static void sockets() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        opening("ServerSocket", 1, () -> new ServerSocket(0, 5, loopback));
        opening("Socket connect and accept", 2, () -> {
            try (ServerSocket server = new ServerSocket(0, 5, loopback)) {
                Socket client = new Socket(loopback, server.getLocalPort());
                Socket accepted = server.accept();
                return both(client, accepted);
            }
        });
        opening("DatagramSocket", 1, () -> new DatagramSocket());
        opening("DatagramChannel", 1, () -> DatagramChannel.open());
        opening("ServerSocketChannel", 1, () -> ServerSocketChannel.open());
        opening("SocketChannel connect and accept", 2, () -> {
            try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0))) {
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                return both(client, server.accept());
            }
        });
        Path path = Files.createTempDirectory("leakcheck").resolve("s");
        opening("Unix domain connect and accept", 2, () -> {
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                Files.deleteIfExists(path);
                server.bind(UnixDomainSocketAddress.of(path));
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
                return both(client, server.accept());
            }
        });
        opening("asynchronous group", 3, () -> {
            AsynchronousChannelGroup group =
                    AsynchronousChannelGroup.withFixedThreadPool(1, Executors.defaultThreadFactory());
            return () -> {
                group.shutdownNow();
                await(group);
            };
        });
        AsynchronousChannelGroup group = AsynchronousChannelGroup.withFixedThreadPool(1, runnable -> {
            Thread thread = new Thread(runnable);
            thread.setDaemon(true);
            return thread;
        });
        opening("asynchronous connect and accept", 2, () -> {
            try (AsynchronousServerSocketChannel server =
                    AsynchronousServerSocketChannel.open(group).bind(new InetSocketAddress(loopback, 0))) {
                Future<AsynchronousSocketChannel> accepting = server.accept();
                AsynchronousSocketChannel client = AsynchronousSocketChannel.open(group);
                client.connect(server.getLocalAddress()).get(5, TimeUnit.SECONDS);
                return both(client, accepting.get(5, TimeUnit.SECONDS));
            }
        });
    }

    private static void selectors() throws Exception {
        opening("Selector", 2, () -> Selector.open());
        opening("Pipe", 2, () -> {
            Pipe pipe = Pipe.open();
            return both(pipe.source(), pipe.sink());
        });
        claim("a selector leads its eventfd", () -> {
            HEARD.clear();
            try (Selector selector = Selector.open()) {
                RecordingEvents.Opened epoll = byKind(DescriptorKind.SELECTOR);
                RecordingEvents.Opened event = byKind(DescriptorKind.EVENT);
                return selector.isOpen() && epoll.leader() == -1 && event.leader() == epoll.fd();
            }
        });
        claim("the first descriptor of a directory stream leads the second", () -> {
            HEARD.clear();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of("/tmp"))) {
                List<RecordingEvents.Opened> two = HEARD.opened;
                return stream != null
                        && two.size() == 2
                        && two.get(0).leader() == -1
                        && two.get(1).leader() == two.get(0).fd();
            }
        });
        claim("inotify leads its sockets", () -> {
            HEARD.clear();
            try (Closeable watch = FileSystems.getDefault().newWatchService()) {
                int leader = byKind(DescriptorKind.INOTIFY).fd();
                return watch != null
                        && HEARD.opened.stream()
                                        .filter(one -> one.kind() == DescriptorKind.SOCKET && one.leader() == leader)
                                        .count()
                                == 2;
            }
        });
        opening("java.net.http.HttpClient", 2, () -> {
            Object client = HttpClient.newHttpClient();
            return client instanceof AutoCloseable closeable ? () -> close(closeable) : () -> {};
        });
        opening("HttpServer", 3, () -> {
            com.sun.net.httpserver.HttpServer server = com.sun.net.httpserver.HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            return () -> server.stop(0);
        });
    }

    private static void threads() throws Exception {
        Thread plain = new Thread(() -> {}, "plain");
        plain.start();
        plain.join();
        claim("Thread.start", () -> HEARD.countOf("threadStarting", plain) == 1);
        Thread twice = new Thread(() -> {});
        twice.start();
        claim("a second start is no start", () -> {
            try {
                twice.start();
                return false;
            } catch (IllegalThreadStateException expected) {
                return HEARD.countOf("threadStarting", twice) == 1;
            }
        });
        if (Runtime.version().feature() >= 21) {
            virtualThreads();
        }
    }

    private static void virtualThreads() throws Exception {
        HEARD.clear();
        Thread virtual = (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable) () -> {});
        virtual.join();
        claim(
                "virtual thread",
                () -> HEARD.countOf("threadStarting", virtual) == 1
                        && eventually(() -> HEARD.countOf("virtualThreadEnded", virtual) == 1));
        ExecutorService perTask = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        Future<Thread> ran = perTask.submit(Thread::currentThread);
        Thread worker = ran.get();
        claim(
                "per-task executor",
                () -> HEARD.heard("poolCreated", perTask)
                        && HEARD.events.stream()
                                .anyMatch(event -> event.name().equals("threadStarting")
                                        && event.subject() == worker
                                        && event.detail() == perTask));
        perTask.shutdown();
        ExecutorService platform = (ExecutorService) Executors.class
                .getMethod("newThreadPerTaskExecutor", java.util.concurrent.ThreadFactory.class)
                .invoke(null, Executors.defaultThreadFactory());
        Thread platformWorker = platform.submit(Thread::currentThread).get();
        claim(
                "platform per-task executor",
                () -> HEARD.events.stream()
                        .anyMatch(event -> event.name().equals("threadStarting")
                                && event.subject() == platformWorker
                                && event.detail() == platform));
        platform.shutdown();
        List<Thread> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add((Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable)
                            CoverageMain::sleepBriefly));
        }
        for (Thread one : many) {
            one.join();
        }
        claim(
                "2000 sleeping virtual threads end",
                () -> eventually(() -> HEARD.events.stream()
                                .filter(event -> event.name().equals("virtualThreadEnded"))
                                .count()
                        >= 2_000));
    }

    private static void pools() throws Exception {
        HEARD.clear();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                runnable -> new Thread(() -> runnable.run(), "wrapped"));
        Runnable task = () -> {};
        pool.execute(task);
        pool.submit(() -> 1).get();
        claim("ThreadPoolExecutor", () -> HEARD.countOf("poolCreated", pool) == 1);
        claim(
                "worker of a wrapping factory",
                () -> HEARD.countOf("workerCreated", pool) == 1
                        && ((Thread) HEARD.first("workerCreated").detail())
                                .getName()
                                .equals("wrapped"));
        claim("task submitted here, started there", () -> {
            RecordingEvents.Event submitted = only("taskHandedOver", task);
            RecordingEvents.Event starting = only("taskStarting", task);
            return submitted.heardOn() == Thread.currentThread()
                    && starting.heardOn().getName().equals("wrapped");
        });
        pool.shutdown();
        FutureTask<?> future = new FutureTask<>(task, null);
        claim("FutureTask", () -> HEARD.countOf("taskSubmitted", future) == 1);
        claim("execute(null) still throws", () -> {
            try {
                pool.execute(null);
                return false;
            } catch (NullPointerException expected) {
                return true;
            }
        });
        claim("a factory may decline", () -> {
            ThreadPoolExecutor none =
                    new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), runnable -> null);
            none.execute(task);
            none.shutdown();
            return HEARD.countOf("workerCreated", none) == 0;
        });
        ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(1);
        Future<?> tick = scheduled.schedule(task, 1, TimeUnit.MILLISECONDS);
        tick.get();
        claim(
                "scheduled pool",
                () -> HEARD.countOf("poolCreated", scheduled) == 1
                        && HEARD.heard("taskSubmitted", tick)
                        && HEARD.heard("taskStarting", tick));
        scheduled.shutdown();
        ForkJoinPool forkJoin = new ForkJoinPool(2);
        Thread forked = forkJoin.submit(Thread::currentThread).get();
        claim(
                "ForkJoinPool",
                () -> HEARD.countOf("poolCreated", forkJoin) == 1 && HEARD.heard("threadStarting", forked));
        forkJoin.shutdown();
        Executor single = Executors.newSingleThreadExecutor();
        claim(
                "wrapped pools",
                () -> HEARD.events.stream()
                                .anyMatch(event -> event.name().equals("poolCreated")
                                        && event.subject() != pool
                                        && event.subject() != scheduled
                                        && event.subject() != forkJoin)
                        && single != null);
        ((ExecutorService) single).shutdown();
    }

    private static void processes() throws Exception {
        opening("Process", 3, () -> {
            Process process = new ProcessBuilder("sleep", "30").start();
            claim(
                    "processStarted",
                    () -> only("processStarted", process).detail().equals(process.pid()));
            return () -> {
                process.destroyForcibly();
                claim("processDestroyed", () -> HEARD.heard("processDestroyed", process));
            };
        });
        opening("redirected Process", 2, () -> {
            Process process = new ProcessBuilder("sleep", "30")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process::destroy;
        });
    }

    private static void directMemory() throws Exception {
        HEARD.clear();
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        RecordingEvents.Event reserved = HEARD.first("directMemoryReserved");
        claim(
                "direct memory",
                () -> (long) reserved.detail() >= buffer.capacity()
                        && (long) reserved.detail() < buffer.capacity() + 10_000);
        Class<?> unsafeClass = Class.forName("sun.misc.Unsafe");
        java.lang.reflect.Field theUnsafe = unsafeClass.getDeclaredField("theUnsafe");
        theUnsafe.setAccessible(true);
        java.lang.reflect.Method clean = unsafeClass.getMethod("invokeCleaner", ByteBuffer.class);
        clean.invoke(theUnsafe.get(null), buffer);
        clean.invoke(theUnsafe.get(null), buffer);
        claim("freed once", () -> HEARD.countOf("directMemoryFreed", reserved.subject()) == 1);
    }

    /** A test may be at the end of its stack when it opens something. */
    private static void recursion() throws Exception {
        try {
            overflow();
        } catch (StackOverflowError expected) {
            OUT.println("OK stack overflow is survived");
        }
        Thread after = new Thread(() -> {});
        HEARD.clear();
        after.start();
        try (FileInputStream file = new FileInputStream("/dev/null")) {
            claim(
                    "hooks still work",
                    () -> HEARD.heard("threadStarting", after) && HEARD.opened.size() == 1 && file != null);
        }
    }

    private static void overflow() {
        new FutureTask<>(() -> 1);
        overflow();
    }

    private static void opening(String name, int expected, Opening opening) throws Exception {
        opening.open().close(); // What comes once per JVM comes here.
        Thread.sleep(30);
        Set<Integer> before = descriptors().keySet();
        HEARD.clear();
        Closeable resource = opening.open();
        Map<Integer, String> after = descriptors();
        after.keySet().removeAll(before);
        List<String> wrong = new ArrayList<>();
        if (after.size() != expected) {
            wrong.add(expected + " expected");
        }
        for (Map.Entry<Integer, String> one : after.entrySet()) {
            RecordingEvents.Opened last = null;
            for (RecordingEvents.Opened opened : HEARD.opened) {
                last = opened.fd() == one.getKey() ? opened : last;
            }
            if (last == null) {
                wrong.add("not heard of " + one);
            } else if (!last.kind().fits(one.getValue())) {
                wrong.add(last + " is " + one);
            }
        }
        OUT.println((wrong.isEmpty() ? "OK " : "BAD ")
                + name
                + (wrong.isEmpty() ? "" : ": " + wrong + " of " + after + ", heard " + HEARD.opened));
        resource.close();
    }

    private static Map<Integer, String> descriptors() {
        Map<Integer, String> all = new TreeMap<>();
        for (String fd : new File("/proc/self/fd").list()) {
            try {
                String link =
                        Files.readSymbolicLink(Path.of("/proc/self/fd", fd)).toString();
                if (!link.startsWith("/sys/fs/cgroup")) { // The JVM itself looks there now and then.
                    all.put(Integer.parseInt(fd), link);
                }
            } catch (java.io.IOException closedSince) {
                // The listing's own.
            }
        }
        return all;
    }

    private static void claim(String name, Claim claim) {
        try {
            OUT.println((claim.holds() ? "OK " : "BAD ") + name);
        } catch (Exception | LinkageError failure) {
            OUT.println("BAD " + name + ": " + failure);
        }
    }

    private static RecordingEvents.Event only(String name, Object subject) {
        List<RecordingEvents.Event> found = new ArrayList<>();
        HEARD.events.stream()
                .filter(event -> event.name().equals(name) && event.subject() == subject)
                .forEach(found::add);
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " events");
        }
        return found.get(0);
    }

    private static RecordingEvents.Opened byKind(DescriptorKind kind) {
        // The last one: the eventfd is heard of twice, first without its selector.
        RecordingEvents.Opened found = null;
        for (RecordingEvents.Opened opened : HEARD.opened) {
            found = opened.kind() == kind ? opened : found;
        }
        return found;
    }

    private static Closeable both(Closeable one, Closeable other) {
        return () -> {
            one.close();
            other.close();
        };
    }

    private static boolean eventually(Claim claim) throws Exception {
        for (int i = 0; i < 200 && !claim.holds(); i++) {
            Thread.sleep(10);
        }
        return claim.holds();
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception ignored) {
            // Nothing to do about it.
        }
    }

    private static void await(AsynchronousChannelGroup group) {
        try {
            group.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleepBriefly() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
