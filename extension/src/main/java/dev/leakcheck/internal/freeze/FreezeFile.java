package dev.leakcheck.internal.freeze;

import dev.leakcheck.internal.config.BadConfigurationException;
import dev.leakcheck.internal.config.ConfigurationKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The file: one leak a line, sorted by scope, comments with {@code #}.
 *
 * <p>It is read and written under its own lock and rewritten in place, so that several JVMs of one build can change it
 * and no other file appears beside it.
 */
final class FreezeFile {

    private static final String HEADER = "# Leaks that LeakCheck accepts: fingerprint, scope and summary, separated by"
            + " tabs. Only lines that are no longer needed go; to accept anew, delete the file and run all tests.";

    private static final Object LOCK = new Object();

    private final Path path;

    FreezeFile(Path path) {
        this.path = path;
    }

    @Override
    public String toString() {
        return path.toString();
    }

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * Reads it.
     *
     * @throws BadConfigurationException naming the file, and the line that means nothing
     */
    SortedSet<FrozenLeak> read() {
        synchronized (LOCK) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.lock(0, Long.MAX_VALUE, true); // Released with the channel.
                return parse(content(channel)).leaks();
            } catch (IOException e) {
                throw bad(" cannot be read: " + e);
            }
        }
    }

    /** Reads it if it is there, changes it, writes it if that made a difference; for other JVMs in one step. */
    void change(UnaryOperator<SortedSet<FrozenLeak>> change) throws IOException {
        synchronized (LOCK) {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
                channel.lock(); // Released with the channel.
                String before = content(channel);
                Content content = parse(before);
                String after =
                        text(before.isEmpty() ? List.of(HEADER) : content.comments(), change.apply(content.leaks()));
                if (!after.equals(before)) {
                    byte[] bytes = after.getBytes(StandardCharsets.UTF_8);
                    channel.position(0);
                    for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                        channel.write(rest);
                    }
                    channel.truncate(bytes.length);
                }
            }
        }
    }

    private static String content(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // On until it is full.
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    private record Content(List<String> comments, SortedSet<FrozenLeak> leaks) {}

    private Content parse(String text) {
        List<String> comments = new ArrayList<>();
        SortedSet<FrozenLeak> leaks = new TreeSet<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("#")) {
                comments.add(line);
            } else if (!line.isBlank()) {
                FrozenLeak leak = FrozenLeak.parse(line);
                if (leak == null) {
                    throw bad(", line " + number + ": '" + line
                            + "' is no accepted leak. Allowed are fingerprint, scope and summary, separated by tabs,"
                            + " and comments with #");
                }
                leaks.add(leak);
            }
        }
        return new Content(comments, leaks);
    }

    private static String text(List<String> comments, SortedSet<FrozenLeak> leaks) {
        StringBuilder text = new StringBuilder();
        comments.forEach(comment -> text.append(comment).append('\n'));
        leaks.forEach(leak -> text.append(leak.line()).append('\n'));
        return text.toString();
    }

    private BadConfigurationException bad(String what) {
        return new BadConfigurationException(
                "Configuration parameter '" + ConfigurationKeys.FREEZE + "': file " + path + what);
    }
}
