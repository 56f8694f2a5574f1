package dev.leakcheck.internal.agent;

import static dev.leakcheck.internal.agent.ChokePoint.ANY;
import static dev.leakcheck.internal.agent.ChokePoint.entry;
import static dev.leakcheck.internal.agent.ChokePoint.exit;
import static dev.leakcheck.internal.agent.Step.DESCRIPTOR;
import static dev.leakcheck.internal.agent.Step.DESCRIPTORS;
import static dev.leakcheck.internal.agent.Step.DUP;
import static dev.leakcheck.internal.agent.Step.FIRE;
import static dev.leakcheck.internal.agent.Step.LEAD_PREVIOUS;
import static dev.leakcheck.internal.agent.Step.NO_LEADER;
import static dev.leakcheck.internal.agent.Step.NULL;
import static dev.leakcheck.internal.agent.Step.PREVIOUS_LEADS;
import static dev.leakcheck.internal.agent.Step.THIS;
import static dev.leakcheck.internal.agent.Step.field;
import static dev.leakcheck.internal.agent.Step.hook;
import static dev.leakcheck.internal.agent.Step.integer;
import static dev.leakcheck.internal.agent.Step.kind;
import static dev.leakcheck.internal.agent.Step.object;

/** Where descriptors are opened. Native methods (epoll_create, dup, accept, pipe, inotify_init) cannot be woven, so their callers
 * are. */
final class DescriptorPoints {

    private static final String INIT = "<init>";

    private DescriptorPoints() {}

    static void addTo(ChokePoints points) {
        files(points);
        sockets(points);
        selectors(points);
        closing(points);
    }

    private static void files(ChokePoints points) {
        // java.io streams, RandomAccessFile, ZipFile.
        points.add(exit(
                "java/io/FileDescriptor",
                "registerCleanup",
                "(Ljdk/internal/ref/PhantomCleanable;)V",
                THIS,
                field("fd", "I"),
                kind(DescriptorKind.BY_PATH),
                NO_LEADER,
                DESCRIPTOR));
        // java.nio.file.
        points.add(exit(
                "sun/nio/fs/UnixNativeDispatcher",
                "open",
                "(Lsun/nio/fs/UnixPath;II)I",
                DUP,
                kind(DescriptorKind.FILE),
                NO_LEADER,
                DESCRIPTOR));
        points.add(exit(
                "sun/nio/fs/UnixNativeDispatcher",
                "openat",
                "(I[BII)I",
                DUP,
                kind(DescriptorKind.FILE),
                NO_LEADER,
                DESCRIPTOR));
        // A duplicate of the directory's descriptor, which was opened just before.
        points.add(exit(
                "sun/nio/fs/UnixSecureDirectoryStream",
                INIT,
                "(Lsun/nio/fs/UnixPath;JILjava/nio/file/DirectoryStream$Filter;)V",
                integer(4),
                kind(DescriptorKind.FILE),
                PREVIOUS_LEADS,
                DESCRIPTOR));
        points.add(exit(
                "sun/nio/fs/LinuxWatchService$Poller",
                INIT,
                "(Lsun/nio/fs/UnixFileSystem;Lsun/nio/fs/LinuxWatchService;I[I)V",
                integer(3),
                kind(DescriptorKind.INOTIFY),
                object(4),
                kind(DescriptorKind.SOCKET),
                DESCRIPTORS));
    }

    private static void sockets(ChokePoints points) {
        points.add(entry(
                "sun/nio/ch/IOUtil",
                "newFD",
                "(I)Ljava/io/FileDescriptor;",
                integer(0),
                kind(DescriptorKind.ANY),
                NO_LEADER,
                DESCRIPTOR));
        points.add(exit(
                "sun/nio/ch/NioSocketImpl",
                "accept",
                "(Ljava/net/SocketImpl;)V",
                object(1),
                NULL,
                hook(Hook.SOCKET_ACCEPTED),
                FIRE));
        points.add(entry(
                "sun/nio/ch/NioSocketImpl",
                "connect",
                "(Ljava/net/SocketAddress;I)V",
                THIS,
                object(1),
                hook(Hook.SOCKET_CONNECTING),
                FIRE));
        points.add(exit(
                "sun/nio/ch/SocketChannelImpl",
                INIT,
                "(Ljava/nio/channels/spi/SelectorProvider;Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Ljava/net/SocketAddress;)V",
                NULL,
                object(3),
                hook(Hook.SOCKET_OPENED),
                FIRE));
        points.add(exit(
                "sun/nio/ch/UnixAsynchronousSocketChannelImpl",
                INIT,
                "(Lsun/nio/ch/Port;Ljava/io/FileDescriptor;Ljava/net/InetSocketAddress;)V",
                NULL,
                object(2),
                hook(Hook.SOCKET_OPENED),
                FIRE));
        for (String end : new String[] {"sun/nio/ch/SourceChannelImpl", "sun/nio/ch/SinkChannelImpl"}) {
            points.add(exit(
                    end,
                    INIT,
                    "(Ljava/nio/channels/spi/SelectorProvider;Ljava/io/FileDescriptor;)V",
                    THIS,
                    object(2),
                    hook(Hook.PIPE_OPENED),
                    FIRE));
        }
    }

    private static void selectors(ChokePoints points) {
        // The eventfd went through newFD just before.
        points.add(exit(
                "sun/nio/ch/EPollSelectorImpl",
                INIT,
                ANY,
                THIS,
                field("epfd", "I"),
                kind(DescriptorKind.SELECTOR),
                kind(DescriptorKind.EVENT),
                LEAD_PREVIOUS));
        points.add(exit(
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
        points.add(exit(
                "sun/nio/ch/EPollPoller",
                INIT,
                ANY,
                THIS,
                field("epfd", "I"),
                kind(DescriptorKind.SELECTOR),
                NO_LEADER,
                DESCRIPTOR));
        points.add(exit(
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

    /** Where the JDK's cleaner comes by, for what nobody has closed; what is closed in time comes by most of them, too. */
    private static void closing(ChokePoints points) {
        // java.io streams and RandomAccessFile.
        points.add(entry(
                "java/io/FileCleanable", "performCleanup", "()V", THIS, NULL, hook(Hook.DESCRIPTOR_CLOSING), FIRE));
        // FileChannel, ZipFile.
        points.add(entry("java/io/FileDescriptor", "close", "()V", THIS, NULL, hook(Hook.DESCRIPTOR_CLOSING), FIRE));
        // Socket and ServerSocket; DatagramSocket and DatagramChannel.
        String closer = "lambda$closerFor$*";
        points.add(
                entry("sun/nio/ch/NioSocketImpl", closer, ANY, object(0), NULL, hook(Hook.DESCRIPTOR_CLOSING), FIRE));
        String releaser = "lambda$releaserFor$*";
        points.add(entry(
                "sun/nio/ch/DatagramChannelImpl", releaser, ANY, object(0), NULL, hook(Hook.DESCRIPTOR_CLOSING), FIRE));
    }
}
