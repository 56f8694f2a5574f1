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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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
        assertThat(ownFiles()).isEmpty();
        try (FileInputStream first = new FileInputStream(newFile("first")); // takes the listing's number
                FileInputStream second = new FileInputStream(newFile("second"))) {
            assertThat(ownFiles()).containsExactlyInAnyOrder("first", "second");
            assertThat(first.available() + second.available()).isZero();
        }
        assertThat(ownFiles()).isEmpty();
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
        assertThat(ownFiles()).containsExactlyInAnyOrder("gap0", "gap1", "gap2", "gap3", "gap4");
        streams.get(1).close();
        assertThat(ownFiles()).containsExactlyInAnyOrder("gap0", "gap2", "gap3", "gap4");
        streams.get(3).close();
        assertThat(ownFiles()).containsExactlyInAnyOrder("gap0", "gap2", "gap4");
        streams.get(0).close();
        assertThat(ownFiles()).containsExactlyInAnyOrder("gap2", "gap4");
        for (int fd : open.numbers()) {
            assertThat(open.link(fd)).isNotNull();
        }
        streams.get(2).close();
        streams.get(4).close();
    }

    /** A file takes the number that somebody's listing used just before, while others list. */
    @Test
    void whatIsOpenIsListedWhileOtherThreadsListToo() throws Exception {
        File file = newFile("leaked");
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> others = Stream.generate(() -> new Thread(() -> {
                    while (!over.get()) {
                        open.numbers();
                    }
                }))
                .limit(3)
                .toList();
        others.forEach(Thread::start);
        try {
            for (int i = 0; i < 3_000; i++) {
                try (FileInputStream stream = new FileInputStream(file)) {
                    assertThat(ownFiles()).containsExactly("leaked");
                    assertThat(stream.available()).isZero();
                }
            }
        } finally {
            over.set(true);
            for (Thread other : others) {
                other.join();
            }
        }
    }

    @Test
    void tenThousandAreListedWithoutQuadraticCost() throws IOException {
        List<FileInputStream> streams = new ArrayList<>();
        try {
            File file = newFile("many");
            for (int i = 0; i < 10_000; i++) {
                streams.add(new FileInputStream(file));
            }
            long start = System.nanoTime();
            int[] numbers = open.numbers();
            long first = System.nanoTime() - start;
            assertThat(numbers).hasSizeGreaterThanOrEqualTo(10_000).isSorted();
            assertThat(ownFiles()).hasSize(10_000);
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
        assertThat(ownFiles()).isEmpty();
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
            // The JVM itself may just now read a file, such as the limits of its container.
            for (int failures = 0; failures < 1_000; ) {
                try {
                    streams.add(new FileInputStream("/dev/null"));
                } catch (IOException full) {
                    failures++;
                }
            }
            System.out.println(report(open));
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
        List<String> opened = ownFiles();
        for (FileInputStream stream : streams) {
            if (stream != null) {
                stream.close();
            }
        }
        assertThat(opened).contains("bell-\u0007");
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
        assertThat(numbered.numbers()).contains(0, 1, 2);
        assertThat(numbered.link(0)).isNull();
        assertThat(numbered.limitation()).contains("not what they lead to");
    }

    @Test
    void aMereCountIsSaidToBeThat() throws IOException {
        OpenDescriptors counted = OpenDescriptors.countOnly();
        assertThat(counted.numbers()).isEmpty();
        assertThat(counted.limitation()).contains("counted but not told apart");
        List<FileInputStream> streams = new ArrayList<>();
        long before = counted.count();
        for (int i = 0; i < 100; i++) {
            streams.add(new FileInputStream("/dev/null"));
        }
        assertThat(counted.count()).isBetween(before + 90, before + 110);
        for (FileInputStream stream : streams) {
            stream.close();
        }
    }

    private File newFile(String name) throws IOException {
        return Files.createFile(directory.resolve(name)).toFile();
    }

    /** The JVM and its other threads open and close files as they please. */
    private List<String> ownFiles() throws IOException {
        Path own = directory.toRealPath();
        return links(open.numbers()).stream()
                .map(Path::of)
                .filter(link -> link.startsWith(own))
                .map(link -> link.getFileName().toString())
                .toList();
    }

    private List<String> links(int[] fds) {
        return Arrays.stream(fds).mapToObj(fd -> String.valueOf(open.link(fd))).toList();
    }
}
