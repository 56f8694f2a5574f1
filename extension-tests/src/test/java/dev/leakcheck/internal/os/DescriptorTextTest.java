package dev.leakcheck.internal.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.leakcheck.internal.benign.BenignDescriptors;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("compares the descriptors of this JVM")
@EnabledOnOs(OS.LINUX)
class DescriptorTextTest {

    private final OpenDescriptors open = OpenDescriptors.here();
    private int[] before = {};

    @TempDir
    Path temporary;

    @BeforeEach
    void look() throws IOException {
        BenignDescriptors.openMarker();
        temporary = temporary.toRealPath();
        before = open.numbers();
    }

    @Test
    void files() throws IOException {
        Path file = Files.createFile(temporary.resolve("a.txt"));
        try (FileInputStream stream = new FileInputStream(file.toFile())) {
            assertThat(texts()).containsExactly("file " + file);
            assertThat(DescriptorText.line(added()[0], file.toString(), new SocketTable()))
                    .isEqualTo("file " + file + " (fd " + added()[0] + ")");
            Files.delete(file);
            assertThat(texts()).containsExactly("deleted file " + file);
            assertThat(stream.available()).isZero();
        }
    }

    @Test
    void deletedMayBePartOfTheName() throws IOException {
        Path file = Files.createFile(temporary.resolve("a.txt (deleted)"));
        try (FileInputStream stream = new FileInputStream(file.toFile())) {
            assertThat(texts()).containsExactly("file " + file);
            assertThat(stream.available()).isZero();
        }
    }

    @Test
    void controlCharactersAreEscaped() throws IOException {
        Path file = Files.createFile(temporary.resolve("a\nb\u001b[31m"));
        try (FileInputStream stream = new FileInputStream(file.toFile())) {
            assertThat(texts()).containsExactly("file " + temporary + "/a\\nb\\u001b[31m");
            assertThat(stream.available()).isZero();
        }
        assertThat(Printable.of("a\u202eb\u2028\ud800c\u00e4\ud83d\ude00"))
                .isEqualTo("a\\u202eb\\u2028\\ud800c\u00e4\ud83d\ude00");
    }

    @Test
    void directoriesAndDevices() throws IOException {
        try (var directory = Files.newDirectoryStream(temporary)) {
            assertThat(texts()).containsOnly("directory " + temporary);
            assertThat(directory).isNotNull();
        }
        try (FileInputStream device = new FileInputStream("/dev/zero")) {
            assertThat(texts()).containsExactly("character device /dev/zero");
            assertThat(device).isNotNull();
        }
    }

    @Test
    void tcpInItsStates() throws IOException {
        InetAddress home = InetAddress.getByName("127.0.0.1");
        try (ServerSocket server = new ServerSocket(0, 5, home)) {
            assertThat(texts()).containsExactly("listening socket 127.0.0.1:" + server.getLocalPort());
            try (Socket client = new Socket(home, server.getLocalPort())) {
                Socket accepted = server.accept();
                String there = "127.0.0.1:" + client.getLocalPort();
                String here = "127.0.0.1:" + server.getLocalPort();
                assertThat(texts())
                        .containsExactlyInAnyOrder(
                                "listening socket " + here,
                                "socket " + there + " -> " + here + " ESTABLISHED",
                                "socket " + here + " -> " + there + " ESTABLISHED");
                accepted.close();
                assertThat(texts())
                        .containsExactlyInAnyOrder(
                                "listening socket " + here, "socket " + there + " -> " + here + " CLOSE_WAIT");
            }
        }
    }

    @Test
    void ipv6IsBracketedAndTheLocalPortKnown() throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            try {
                server.bind(new InetSocketAddress("::1", 0));
            } catch (IOException noIpv6) {
                abort("no IPv6 here: " + noIpv6.getMessage());
            }
            assertThat(texts()).containsExactly("listening socket [::1]:" + server.getLocalPort());
            long inode = SocketTable.inode(String.valueOf(open.link(added()[0])));
            assertThat(new SocketTable().localPort(inode)).isEqualTo(server.getLocalPort());
        }
    }

    @Test
    void udp() throws IOException {
        try (DatagramSocket one = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            String here = "127.0.0.1:" + one.getLocalPort();
            assertThat(texts()).containsExactly("udp socket " + here);
            try (DatagramChannel other = DatagramChannel.open(StandardProtocolFamily.INET)) {
                other.connect(one.getLocalSocketAddress());
                assertThat(texts()).anyMatch(text -> text.matches("udp socket 127.0.0.1:\\d+ -> " + here));
            }
        }
    }

    @Test
    void unixSockets() throws IOException {
        Path path = temporary.resolve("a socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            assertThat(texts()).containsExactly("listening unix socket " + path);
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
                    SocketChannel accepted = server.accept()) {
                assertThat(texts())
                        .containsExactlyInAnyOrder(
                                "listening unix socket " + path, "unix socket (unnamed)", "unix socket " + path);
                assertThat(client.isConnected() && accepted.isConnected()).isTrue();
            }
        }
    }

    @Test
    void anUnboundSocket() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            assertThat(texts()).containsExactly("socket, neither bound nor connected, or reset by its peer");
            assertThat(channel.isOpen()).isTrue();
        }
    }

    @Test
    void whatJavaMakesOfTheKernelsOwn() throws IOException {
        Pipe pipe = Pipe.open();
        assertThat(texts()).containsExactly("pipe", "pipe");
        pipe.source().close();
        pipe.sink().close();
        try (Selector selector = Selector.open()) {
            assertThat(texts()).containsExactlyInAnyOrder("epoll (a Selector)", "eventfd");
            assertThat(selector.isOpen()).isTrue();
        }
        try (var watch = FileSystems.getDefault().newWatchService()) {
            assertThat(texts()).contains("inotify (a WatchService)");
            assertThat(watch).isNotNull();
        }
        assertThat(DescriptorText.describe(9, "anon_inode:[io_uring]", new SocketTable()))
                .isEqualTo("anon_inode:[io_uring]");
        assertThat(DescriptorText.describe(999_999, "/memfd:buffer (deleted)", new SocketTable()))
                .isEqualTo("memory file buffer");
    }

    @Test
    void theLabelIsThePath() {
        assertThat(DescriptorText.label("/tmp/a\n (deleted)")).isEqualTo("/tmp/a\\n");
        assertThat(DescriptorText.label("pipe:[7]")).isEqualTo("pipe:[7]");
    }

    private int[] added() {
        return lasting().filter(fd -> Arrays.binarySearch(before, fd) < 0).toArray();
    }

    /** Those of two looks: any thread of this JVM may open a file and close it again at any moment. */
    private IntStream lasting() {
        Map<Integer, String> first = links();
        Map<Integer, String> second = links();
        second.entrySet().retainAll(first.entrySet());
        return second.keySet().stream().mapToInt(Integer::intValue);
    }

    private Map<Integer, String> links() {
        Map<Integer, String> links = new TreeMap<>();
        for (int fd : open.numbers()) {
            String link = open.link(fd);
            if (link != null) {
                links.put(fd, link);
            }
        }
        return links;
    }

    private List<String> texts() {
        SocketTable sockets = new SocketTable();
        return Arrays.stream(added())
                .mapToObj(fd -> DescriptorText.describe(fd, String.valueOf(open.link(fd)), sockets))
                .toList();
    }
}
