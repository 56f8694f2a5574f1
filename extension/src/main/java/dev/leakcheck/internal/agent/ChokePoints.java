package dev.leakcheck.internal.agent;

import static dev.leakcheck.internal.agent.ChokePoint.ANY;
import static dev.leakcheck.internal.agent.ChokePoint.beforeCall;
import static dev.leakcheck.internal.agent.ChokePoint.entry;
import static dev.leakcheck.internal.agent.ChokePoint.exit;
import static dev.leakcheck.internal.agent.Step.DESCRIPTOR;
import static dev.leakcheck.internal.agent.Step.DESCRIPTORS;
import static dev.leakcheck.internal.agent.Step.DUP;
import static dev.leakcheck.internal.agent.Step.FIRE;
import static dev.leakcheck.internal.agent.Step.FIRE_NUMBER;
import static dev.leakcheck.internal.agent.Step.LEAD_PREVIOUS;
import static dev.leakcheck.internal.agent.Step.MEMORY;
import static dev.leakcheck.internal.agent.Step.NO_LEADER;
import static dev.leakcheck.internal.agent.Step.NULL;
import static dev.leakcheck.internal.agent.Step.PREVIOUS_LEADS;
import static dev.leakcheck.internal.agent.Step.SWAP;
import static dev.leakcheck.internal.agent.Step.THIS;
import static dev.leakcheck.internal.agent.Step.bigInteger;
import static dev.leakcheck.internal.agent.Step.field;
import static dev.leakcheck.internal.agent.Step.hook;
import static dev.leakcheck.internal.agent.Step.integer;
import static dev.leakcheck.internal.agent.Step.kind;
import static dev.leakcheck.internal.agent.Step.longFieldIfAny;
import static dev.leakcheck.internal.agent.Step.object;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where resources come into being: the narrowest Java methods that every way of getting one passes through. Native
 * methods (epoll_create, dup, accept, pipe, inotify_init) cannot be woven, so their callers are.
 */
final class ChokePoints {

    private static final String INIT = "<init>";

    private ChokePoints() {}

    /** By internal class name: asked on every class load. */
    static Map<String, List<ChokePoint>> byClass() {
        Map<String, List<ChokePoint>> byClass = new HashMap<>(64);
        files(byClass);
        sockets(byClass);
        selectors(byClass);
        threads(byClass);
        pools(byClass);
        tasks(byClass);
        processes(byClass);
        directMemory(byClass);
        okHttp(byClass);
        return byClass;
    }

    private static void files(Map<String, List<ChokePoint>> points) {
        // java.io streams, RandomAccessFile, ZipFile.
        add(
                points,
                exit(
                        "java/io/FileDescriptor",
                        "registerCleanup",
                        "(Ljdk/internal/ref/PhantomCleanable;)V",
                        THIS,
                        field("fd", "I"),
                        kind(DescriptorKind.ANY),
                        NO_LEADER,
                        DESCRIPTOR));
        // java.nio.file.
        add(
                points,
                exit(
                        "sun/nio/fs/UnixNativeDispatcher",
                        "open",
                        "(Lsun/nio/fs/UnixPath;II)I",
                        DUP,
                        kind(DescriptorKind.FILE),
                        NO_LEADER,
                        DESCRIPTOR));
        add(
                points,
                exit(
                        "sun/nio/fs/UnixNativeDispatcher",
                        "openat",
                        "(I[BII)I",
                        DUP,
                        kind(DescriptorKind.FILE),
                        NO_LEADER,
                        DESCRIPTOR));
        // A duplicate of the directory's descriptor, which was opened just before.
        add(
                points,
                exit(
                        "sun/nio/fs/UnixSecureDirectoryStream",
                        INIT,
                        "(Lsun/nio/fs/UnixPath;JILjava/nio/file/DirectoryStream$Filter;)V",
                        integer(4),
                        kind(DescriptorKind.FILE),
                        PREVIOUS_LEADS,
                        DESCRIPTOR));
        add(
                points,
                exit(
                        "sun/nio/fs/LinuxWatchService$Poller",
                        INIT,
                        "(Lsun/nio/fs/UnixFileSystem;Lsun/nio/fs/LinuxWatchService;I[I)V",
                        integer(3),
                        kind(DescriptorKind.INOTIFY),
                        object(4),
                        kind(DescriptorKind.SOCKET),
                        DESCRIPTORS));
    }

    private static void sockets(Map<String, List<ChokePoint>> points) {
        add(
                points,
                entry(
                        "sun/nio/ch/IOUtil",
                        "newFD",
                        "(I)Ljava/io/FileDescriptor;",
                        integer(0),
                        kind(DescriptorKind.ANY),
                        NO_LEADER,
                        DESCRIPTOR));
        add(
                points,
                exit(
                        "sun/nio/ch/NioSocketImpl",
                        "accept",
                        "(Ljava/net/SocketImpl;)V",
                        object(1),
                        NULL,
                        hook(Hook.SOCKET_ACCEPTED),
                        FIRE));
        add(
                points,
                exit(
                        "sun/nio/ch/SocketChannelImpl",
                        INIT,
                        "(Ljava/nio/channels/spi/SelectorProvider;Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Ljava/net/SocketAddress;)V",
                        THIS,
                        object(3),
                        hook(Hook.SOCKET_OPENED),
                        FIRE));
        add(
                points,
                exit(
                        "sun/nio/ch/UnixAsynchronousSocketChannelImpl",
                        INIT,
                        "(Lsun/nio/ch/Port;Ljava/io/FileDescriptor;Ljava/net/InetSocketAddress;)V",
                        THIS,
                        object(2),
                        hook(Hook.SOCKET_OPENED),
                        FIRE));
        for (String end : new String[] {"sun/nio/ch/SourceChannelImpl", "sun/nio/ch/SinkChannelImpl"}) {
            add(
                    points,
                    exit(
                            end,
                            INIT,
                            "(Ljava/nio/channels/spi/SelectorProvider;Ljava/io/FileDescriptor;)V",
                            THIS,
                            object(2),
                            hook(Hook.PIPE_OPENED),
                            FIRE));
        }
    }

    private static void selectors(Map<String, List<ChokePoint>> points) {
        // The eventfd went through newFD just before.
        add(
                points,
                exit(
                        "sun/nio/ch/EPollSelectorImpl",
                        INIT,
                        ANY,
                        THIS,
                        field("epfd", "I"),
                        kind(DescriptorKind.SELECTOR),
                        kind(DescriptorKind.EVENT),
                        LEAD_PREVIOUS));
        add(
                points,
                exit(
                        "sun/nio/ch/EPollPort",
                        INIT,
                        ANY,
                        THIS,
                        field("epfd", "I"),
                        kind(DescriptorKind.SELECTOR),
                        THIS,
                        field("sp", "[I"),
                        kind(DescriptorKind.PIPE),
                        DESCRIPTORS));
        add(
                points,
                exit(
                        "sun/nio/ch/EPollPoller",
                        INIT,
                        ANY,
                        THIS,
                        field("epfd", "I"),
                        kind(DescriptorKind.SELECTOR),
                        NO_LEADER,
                        DESCRIPTOR));
        add(
                points,
                exit(
                        "sun/nio/ch/PollSelectorImpl",
                        INIT,
                        ANY,
                        THIS,
                        field("fd0", "I"),
                        kind(DescriptorKind.PIPE),
                        NO_LEADER,
                        DESCRIPTOR,
                        THIS,
                        field("fd1", "I"),
                        kind(DescriptorKind.PIPE),
                        PREVIOUS_LEADS,
                        DESCRIPTOR));
    }

    private static void threads(Map<String, List<ChokePoint>> points) {
        // Behind the check of the state: starting a thread twice must not move its site.
        add(
                points,
                beforeCall("start0", "java/lang/Thread", "start", "()V", THIS, NULL, hook(Hook.THREAD_STARTING), FIRE));
        add(
                points,
                beforeCall(
                                "start0",
                                "java/lang/Thread",
                                "start",
                                "(Ljdk/internal/vm/ThreadContainer;)V",
                                THIS,
                                object(1),
                                hook(Hook.THREAD_STARTING),
                                FIRE)
                        .since(21));
        add(
                points,
                beforeCall(
                        "setThreadContainer",
                        "java/lang/VirtualThread",
                        "start",
                        "(Ljdk/internal/vm/ThreadContainer;)V",
                        THIS,
                        object(1),
                        hook(Hook.THREAD_STARTING),
                        FIRE));
        add(
                points,
                entry(
                        "java/lang/VirtualThread",
                        "afterDone",
                        "(Z)V",
                        THIS,
                        NULL,
                        hook(Hook.VIRTUAL_THREAD_ENDED),
                        FIRE));
        add(
                points,
                exit(
                        "java/util/Timer",
                        INIT,
                        ANY,
                        THIS,
                        THIS,
                        field("thread", "Ljava/util/TimerThread;"),
                        hook(Hook.TIMER_CREATED),
                        FIRE));
    }

    private static void pools(Map<String, List<ChokePoint>> points) {
        for (String pool : new String[] {"ThreadPoolExecutor", "ForkJoinPool", "ThreadPerTaskExecutor"}) {
            add(
                    points,
                    exit("java/util/concurrent/".concat(pool), INIT, ANY, THIS, NULL, hook(Hook.POOL_CREATED), FIRE));
        }
        add(
                points,
                exit(
                        "java/util/concurrent/ThreadPoolExecutor$Worker",
                        INIT,
                        "(Ljava/util/concurrent/ThreadPoolExecutor;Ljava/lang/Runnable;)V",
                        object(1),
                        THIS,
                        field("thread", "Ljava/lang/Thread;"),
                        hook(Hook.WORKER_CREATED),
                        FIRE));
    }

    private static void tasks(Map<String, List<ChokePoint>> points) {
        add(points, exit("java/util/concurrent/FutureTask", INIT, ANY, THIS, NULL, hook(Hook.TASK_SUBMITTED), FIRE));
        add(
                points,
                entry(
                        "java/util/concurrent/ThreadPoolExecutor",
                        "execute",
                        "(Ljava/lang/Runnable;)V",
                        object(1),
                        NULL,
                        hook(Hook.TASK_SUBMITTED),
                        FIRE));
        // The task is on top of the stack, as the last argument of beforeExecute.
        add(
                points,
                beforeCall(
                        "beforeExecute",
                        "java/util/concurrent/ThreadPoolExecutor",
                        "runWorker",
                        "(Ljava/util/concurrent/ThreadPoolExecutor$Worker;)V",
                        DUP,
                        NULL,
                        hook(Hook.TASK_STARTING),
                        FIRE));
    }

    private static void processes(Map<String, List<ChokePoint>> points) {
        add(
                points,
                entry(
                        "java/lang/ProcessImpl",
                        "initStreams",
                        "([IZ)V",
                        THIS,
                        object(1),
                        hook(Hook.PROCESS_STARTED),
                        FIRE));
        add(points, entry("java/lang/ProcessImpl", "destroy", "(Z)V", THIS, NULL, hook(Hook.PROCESS_DESTROYED), FIRE));
    }

    private static void directMemory(Map<String, List<ChokePoint>> points) {
        add(points, exit("java/nio/DirectByteBuffer$Deallocator", INIT, "(JJI)V", THIS, bigInteger(3), MEMORY));
        // Only the run that frees: JDK 17 lets it run twice.
        add(
                points,
                beforeCall(
                        "unreserveMemory",
                        "java/nio/DirectByteBuffer$Deallocator",
                        "run",
                        "()V",
                        THIS,
                        NULL,
                        hook(Hook.DIRECT_MEMORY_FREED),
                        FIRE));
    }

    private static void okHttp(Map<String, List<ChokePoint>> points) {
        String call = "okhttp3/internal/connection/RealCall";
        add(points, entry(call, "execute", "()Lokhttp3/Response;", THIS, NULL, hook(Hook.OKHTTP_CALL_STARTED), FIRE));
        add(points, entry(call, "enqueue", "(Lokhttp3/Callback;)V", THIS, NULL, hook(Hook.OKHTTP_CALL_STARTED), FIRE));
        // The name carries Kotlin's module suffix, which differs between versions.
        add(
                points,
                exit(
                        call,
                        "getResponseWithInterceptorChain*",
                        "()Lokhttp3/Response;",
                        DUP,
                        THIS,
                        SWAP,
                        hook(Hook.OKHTTP_RESPONSE),
                        FIRE));
        add(
                points,
                entry(
                        "okhttp3/internal/connection/Exchange$ResponseBodySource",
                        "complete",
                        "(Ljava/io/IOException;)Ljava/io/IOException;",
                        THIS,
                        object(1),
                        longFieldIfAny("bytesReceived"),
                        hook(Hook.OKHTTP_BODY_COMPLETE),
                        FIRE_NUMBER));
    }

    private static void add(Map<String, List<ChokePoint>> points, ChokePoint point) {
        List<ChokePoint> ofClass = points.get(point.owner());
        if (ofClass == null) {
            ofClass = new ArrayList<>(2);
            points.put(point.owner(), ofClass);
        }
        ofClass.add(point);
    }
}
