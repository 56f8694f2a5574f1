package dev.leakcheck.internal.agent;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.agent.ByteBuddyAgent.AttachmentProvider;
import org.jspecify.annotations.Nullable;

/**
 * HotSpot's attach mechanism on Linux, spoken by a JVM to itself: the JDK's own client refuses that, so that a second JVM
 * would have to do it, which takes longer than all else that LeakCheck does when it starts.
 *
 * <p>A file says that the next SIGQUIT is meant to open the socket, and not to print all threads; the JVM itself looks for
 * both in {@code /tmp}, wherever {@code java.io.tmpdir} is. Byte Buddy calls the methods by their names.
 */
public final class OwnSocket {

    /** Hands this class to Byte Buddy. */
    static final AttachmentProvider PROVIDER = Direct::new;

    private static final Path TEMPORARY = Path.of("/tmp");
    private static final Path SELF = Path.of("/proc/self");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE_MILLIS = 1;
    /** What the JVM takes as one argument. */
    private static final int LONGEST_ARGUMENT = 1024;

    private static final int LONGEST_ANSWER = 4096;

    private static final String DONE = "0";

    private final Path socket;

    private OwnSocket(Path socket) {
        this.socket = socket;
    }

    /** Whether this JVM is known to work so; another may dump its memory or end when it gets the signal. */
    static boolean isLikely() {
        return System.getProperty("os.name", "").equals("Linux")
                && System.getProperty("java.vm.name", "").endsWith(" Server VM");
    }

    /**
     * Makes the JVM listen, unless it does already.
     *
     * @throws IOException if it does not
     */
    public static OwnSocket attach(String processId) throws IOException {
        Path socket = TEMPORARY.resolve(".java_pid" + processId);
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            Path trigger = TEMPORARY.resolve(".attach_pid" + processId);
            create(trigger);
            try {
                sendQuit(trigger, socket, processId);
                await(socket);
            } finally {
                Files.deleteIfExists(trigger);
            }
        }
        if (!Files.getOwner(socket, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(SELF))) {
            throw new IOException(socket + " belongs to somebody else");
        }
        return new OwnSocket(socket);
    }

    /** One that somebody left who had the same process id serves as well, if the JVM will believe it. */
    private static void create(Path trigger) throws IOException {
        try {
            Files.createFile(trigger);
        } catch (FileAlreadyExistsException left) {
            Files.delete(trigger);
            Files.createFile(trigger);
        }
    }

    /**
     * By a shell, since Java code cannot send itself a signal that the JVM handles. It looks once more: to a JVM that
     * somebody else has made listen meanwhile, or whose answer was given up, the signal means to print all threads.
     */
    private static void sendQuit(Path trigger, Path socket, String processId) throws IOException {
        String isAwaited = "[ -e " + trigger + " ] && [ ! -e " + socket + " ]";
        new ProcessBuilder("/bin/sh", "-c", isAwaited + " && kill -QUIT " + processId)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
    }

    private static void await(Path socket) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            pauseBefore(end);
        }
    }

    private static void pauseBefore(long end) throws IOException {
        if (System.nanoTime() - end > 0) {
            throw new IOException("the JVM does not answer");
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * Loads an agent.
     *
     * @throws IOException if the JVM says that it did not
     */
    public void loadAgent(String jar, @Nullable String argument) throws IOException {
        String agent = argument == null ? jar : jar + '=' + argument;
        if (agent.getBytes(StandardCharsets.UTF_8).length >= LONGEST_ARGUMENT) {
            throw new IOException("the path of the agent is too long");
        }
        String answer = ask("1", "load", "instrument", "false", agent);
        if (!answer.lines().findFirst().orElse("").equals(DONE)) {
            throw new IOException("the JVM refused to load the agent: " + answer.strip());
        }
    }

    /** Does nothing, since every request has a connection of its own. */
    public void detach() {}

    private String ask(String... words) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer request = ByteBuffer.wrap((String.join("\0", words) + '\0').getBytes(StandardCharsets.UTF_8));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            // So that somebody who listens and says nothing keeps nobody waiting.
            channel.configureBlocking(false);
            return answer(channel);
        }
    }

    private static String answer(SocketChannel channel) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);
        int read;
        do {
            read = channel.read(answer);
            if (read == 0) {
                pauseBefore(end);
            }
        } while (read >= 0 && answer.hasRemaining());
        return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    }

    /** Says that no second JVM is needed. */
    private static final class Direct implements AttachmentProvider.Accessor {
        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public boolean isExternalAttachmentRequired() {
            return false;
        }

        @Override
        public Class<?> getVirtualMachineType() {
            return OwnSocket.class;
        }

        @Override
        public ExternalAttachment getExternalAttachment() {
            throw new IllegalStateException("not needed");
        }
    }
}
