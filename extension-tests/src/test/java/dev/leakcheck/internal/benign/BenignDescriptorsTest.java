package dev.leakcheck.internal.benign;

import static dev.leakcheck.internal.benign.BenignDescriptors.Evidence.NOT_SEEN;
import static dev.leakcheck.internal.benign.BenignDescriptors.Evidence.NO_HOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.internal.os.OpenDescriptors;
import dev.leakcheck.internal.os.SocketTable;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("compares the descriptors of this JVM")
@EnabledOnOs(OS.LINUX)
class BenignDescriptorsTest {

    private final SocketTable sockets = new SocketTable();
    private final OpenDescriptors open = OpenDescriptors.here();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/random",
                "/dev/urandom",
                "/dev/tty",
                "/dev/pts/0",
                "/sys/fs/cgroup/memory/memory.stat",
                "/proc/1/fd",
                "/proc",
                "/tmp/hsperfdata_root/123",
                "/tmp/.java_pid123",
                "/tmp/2026_11_21_10_34_11_6079/2026_11_21_10_34_11.jfr",
                "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
                "/tmp/mockitoboot123.jar",
                "/tmp/byteBuddyAgent7.jar (deleted)"
            })
    void excusedEvenWithoutHooks(String link) {
        assertThat(BenignDescriptors.match(link, sockets, NO_HOOKS)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/me/data.jar",
                "/usr/lib/libfoo.so.1",
                "/opt/x/modules",
                "/etc/hosts",
                "/usr/share/zoneinfo/UTC",
                "/opt/boot.jmod"
            })
    void excusedOnlyIfTheHooksDidNotSeeIt(String link) {
        assertThat(BenignDescriptors.match(link, sockets, NO_HOOKS)).isNull();
        assertThat(BenignDescriptors.match(link, sockets, NOT_SEEN)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tmp/a.txt",
                "/tmp/a.jar.txt",
                "/dev/null",
                "/dev/zero",
                "/procedure",
                "/tmp/dev/random",
                "/tmp/my.jfr",
                "pipe:[1]",
                "anon_inode:[eventpoll]",
                "anon_inode:inotify",
                "socket:[999999999]",
                "/tmp/x\n.jar/y"
            })
    void neverExcused(String link) {
        assertThat(BenignDescriptors.match(link, sockets, NOT_SEEN)).isNull();
    }

    @Test
    void theClassPathIsExcused() {
        String jar = Path.of(Test.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        assertThat(BenignDescriptors.match(jar, sockets, NO_HOOKS)).isNotNull();
    }

    @Test
    void theModulesOfTheJdkAreExcused() {
        assertThat(BenignDescriptors.match(System.getProperty("java.home") + "/lib/modules", sockets, NO_HOOKS))
                .isNotNull();
    }

    @Test
    void theMarkerIsToldFromALiveUnixSocket(@TempDir Path directory) throws Exception {
        BenignDescriptors.openMarker();
        int[] before = open.numbers();
        assertThat(Arrays.stream(before)
                        .mapToObj(fd -> String.valueOf(open.link(fd)))
                        .map(link -> BenignDescriptors.match(link, new SocketTable(), NOT_SEEN))
                        .filter(entry -> entry != null && entry.name().equals("NIO close marker")))
                .hasSize(1);
        BenignDescriptors.openMarker();
        ServerSocketChannel.open().close();
        assertThat(open.numbers()).containsExactly(before);

        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel client = SocketChannel.open(address);
                SocketChannel accepted = server.accept()) {
            SocketTable now = new SocketTable();
            List<String> links = Arrays.stream(open.numbers())
                    .filter(fd -> Arrays.binarySearch(before, fd) < 0)
                    .mapToObj(open::link)
                    // Another thread's of this JVM may be closed by now.
                    .filter(Objects::nonNull)
                    .toList();
            assertThat(links).hasSize(3).allMatch(link -> BenignDescriptors.match(link, now, NOT_SEEN) == null);
            assertThat(client.isOpen() && accepted.isOpen()).isTrue();
        }
    }

    @Test
    void everyEntrySaysWhy() {
        assertThat(BenignDescriptors.entries()).allSatisfy(entry -> {
            assertThat(entry.what()).isNotBlank();
            assertThat(entry.reason()).isNotBlank();
        });
    }
}
