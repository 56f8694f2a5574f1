package dev.leakcheck.internal.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("compares the descriptors of this JVM")
@EnabledOnOs(OS.LINUX)
class OpenDescriptorsTest {

    private final OpenDescriptors open = OpenDescriptors.here();

    @TempDir
    Path directory;

    @Test
    void linuxTellsEverything() {
        assertThat(open.listable()).isTrue();
        assertThat(open.linked()).isTrue();
        assertThat(open.limitation()).isEmpty();
    }

    @Test
    void theListingsOwnDescriptorIsNotListed() {
        for (int fd : open.numbers()) {
            assertThat(open.link(fd)).as("fd %d", fd).isNotNull();
        }
    }

    @Test
    void theFirstLeakIsANewNumberAlthoughItTakesTheOneThatTheListingUsed() throws IOException {
        int[] before = open.numbers();
        try (FileInputStream first = new FileInputStream(newFile("first")); // takes the listing's number
                FileInputStream second = new FileInputStream(newFile("second"))) {
            assertThat(links(added(before)))
                    .containsExactlyInAnyOrder(directory.toRealPath() + "/first", directory.toRealPath() + "/second");
            assertThat(first.available() + second.available()).isZero();
        }
        assertThat(open.numbers()).containsExactly(before);
    }

    /** The kernel reserves the number of the connection to come, and no listing shows it. */
    @Test
    @SuppressWarnings("try") // The explicit close ends the accept.
    void anAcceptingThreadReservesANumberThatIsNotListed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread acceptor = new Thread(() -> {
                try (Socket peer = server.accept()) {
                    assertThat(peer.isConnected()).isTrue();
                } catch (IOException closedAtTheEnd) {
                    // As meant.
                }
            });
            acceptor.start();
            while (acceptor.getState() != Thread.State.RUNNABLE
                    || acceptor.getStackTrace().length == 0
                    || !acceptor.getStackTrace()[0].isNativeMethod()) {
                Thread.onSpinWait();
            }
            try (FileInputStream above = new FileInputStream(newFile("above"))) {
                for (int fd : open.numbers()) {
                    assertThat(open.link(fd)).as("fd %d", fd).isNotNull();
                }
                assertThat(above.available()).isZero();
            }
            server.close();
            acceptor.join();
        }
    }

    @Test
    void aGapBelowIsFoundAlthoughTheListingUsedItLastTime() throws IOException {
        List<FileInputStream> streams = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            streams.add(new FileInputStream(newFile("gap" + i)));
        }
        int[] all = open.numbers();
        streams.get(1).close();
        assertThat(open.numbers()).hasSize(all.length - 1);
        streams.get(3).close();
        assertThat(open.numbers()).hasSize(all.length - 2);
        streams.get(0).close();
        int[] rest = open.numbers();
        assertThat(rest).hasSize(all.length - 3);
        for (int fd : rest) {
            assertThat(open.link(fd)).isNotNull();
        }
        streams.get(2).close();
        streams.get(4).close();
    }

    @Test
    void tenThousandAreListedWithoutQuadraticCost() throws IOException {
        List<FileInputStream> streams = new ArrayList<>();
        int[] before = open.numbers();
        try {
            File file = newFile("many");
            for (int i = 0; i < 10_000; i++) {
                streams.add(new FileInputStream(file));
            }
            long start = System.nanoTime();
            int[] numbers = open.numbers();
            long first = System.nanoTime() - start;
            assertThat(numbers).hasSize(before.length + 10_000).isSorted();
            assertThat(open.count()).isEqualTo(numbers.length);
            start = System.nanoTime();
            open.numbers();
            System.out.printf(
                    "10,000 descriptors: first %d us, again %d us%n", first / 1000, (System.nanoTime() - start) / 1000);
            assertThat(TimeUnit.NANOSECONDS.toMillis(first)).isLessThan(1000);
        } finally {
            for (FileInputStream stream : streams) {
                stream.close();
            }
        }
        assertThat(open.numbers()).containsExactly(before);
    }

    @Test
    void numbersAreKnownEvenIfNoDescriptorIsLeft() throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 200 && exec \"$0\" -cp \"$1\" \"$2\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"),
                        Exhausted.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertThat(output.strip()).isEqualTo("all 200 of 200, linked");
    }

    /** A JVM that has used up its descriptors. */
    static final class Exhausted {
        public static void main(String... args) {
            OpenDescriptors open = OpenDescriptors.here();
            // Once before, since nothing can be loaded any more when there is no descriptor left.
            report(open);
            List<FileInputStream> streams = new ArrayList<>();
            try {
                while (true) {
                    streams.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException full) {
                System.out.println(report(open));
            }
        }

        private static String report(OpenDescriptors open) {
            int[] numbers = open.numbers();
            String link = open.link(numbers[numbers.length - 1]);
            return String.format("all %d of 200, %s", numbers.length, link == null ? "not linked" : "linked");
        }
    }

    @Test
    void aClosedDescriptorHasNoLink() {
        assertThat(open.link(123_456)).isNull();
        assertThat(open.link(-1)).isNull();
    }

    @Test
    void namesOfAnyBytesAreReadable() throws Exception {
        int[] before = open.numbers();
        // Java cannot make such names in every locale: the shell can.
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "cd \"$0\" && : > \"$(printf 'umlaut-\\303\\244')\" && : > \"$(printf 'latin-\\344')\" && : > \"$(printf 'bell-\\a')\"",
                        directory.toString())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();
        List<FileInputStream> streams = new ArrayList<>();
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                try {
                    streams.add(new FileInputStream(file.toFile()));
                } catch (IOException notInThisLocale) {
                    streams.add((FileInputStream) null);
                }
            }
        }
        List<String> links = links(added(before));
        for (FileInputStream stream : streams) {
            if (stream != null) {
                stream.close();
            }
        }
        assertThat(links).contains(directory.toRealPath() + "/bell-\u0007");
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                assertThat(LinkText.of(file))
                        .isIn(directory + "/bell-\u0007", directory + "/umlaut-\u00e4", directory + "/latin-\\xe4");
            }
        }
    }

    @Test
    void numbersWithoutLinksAreSaidToBeThat() {
        OpenDescriptors numbered = OpenDescriptors.listing(new File("/dev/fd"), false);
        assertThat(numbered.numbers()).containsExactly(open.numbers());
        assertThat(numbered.link(0)).isNull();
        assertThat(numbered.limitation()).contains("not what they lead to");
    }

    @Test
    void aMereCountIsSaidToBeThat() throws IOException {
        OpenDescriptors counted = OpenDescriptors.countOnly();
        assertThat(counted.listable()).isFalse();
        assertThat(counted.numbers()).isEmpty();
        assertThat(counted.limitation()).contains("counted but not told apart");
        long before = counted.count();
        try (FileInputStream one = new FileInputStream(newFile("counted"))) {
            assertThat(counted.count()).isEqualTo(before + 1);
            assertThat(one.available()).isZero();
        }
    }

    private File newFile(String name) throws IOException {
        return Files.createFile(directory.resolve(name)).toFile();
    }

    private int[] added(int[] before) {
        return Arrays.stream(open.numbers())
                .filter(fd -> Arrays.binarySearch(before, fd) < 0)
                .toArray();
    }

    private List<String> links(int[] fds) {
        return Arrays.stream(fds).mapToObj(fd -> String.valueOf(open.link(fd))).toList();
    }
}
