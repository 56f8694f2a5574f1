package dev.leakcheck.internal.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts about other processes. */
public final class LinuxProcess {

    private static final int READABLE = 160;

    private LinuxProcess() {}

    /** Returns the command line in one printable, readable line, or null if the process has none or is gone. */
    public static @Nullable String commandLine(long pid) {
        String line = ofProc(pid);
        if (line == null) {
            line = ofHandle(pid);
        }
        return line == null ? null : shortened(Printable.of(line));
    }

    private static @Nullable String ofProc(long pid) {
        // A command line may be megabytes; what is cut off anyway need not be read.
        try (InputStream in = Files.newInputStream(Path.of("/proc/" + pid + "/cmdline"))) {
            String line = new String(in.readNBytes(4 * READABLE), StandardCharsets.UTF_8)
                    .replace('\0', ' ')
                    .strip();
            return line.isEmpty() ? null : line;
        } catch (IOException | RuntimeException notThere) {
            return null;
        }
    }

    private static @Nullable String ofHandle(long pid) {
        Optional<ProcessHandle.Info> info = ProcessHandle.of(pid).map(ProcessHandle::info);
        return info.flatMap(ProcessHandle.Info::commandLine)
                .or(() -> info.flatMap(ProcessHandle.Info::command))
                .orElse(null);
    }

    private static String shortened(String line) {
        if (line.length() <= READABLE) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(READABLE - 2)) ? READABLE - 2 : READABLE - 1;
        return line.substring(0, end) + "…";
    }
}
