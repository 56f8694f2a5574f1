package dev.leakcheck.internal.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folder: {@code leaks-<pid>.jsonl} and {@code summary-<pid>.json} of each JVM, and {@code index.html} made of all of them.
 *
 * <p>It shows what the last run of each test class found. So a run drops what runs before it said of the classes that it
 * has run itself, and keeps all else: what other JVMs of the same build found, and what was found in classes that it did
 * not run. A summary goes when all of its classes have run again and its build is over: the same build may run them twice.
 * What belongs to no class goes with the first run that ends after its JVM. Times of lines tell runs apart, not files, for process ids come again.
 */
final class ReportFolder {

    private static final String PAGE = "index.html";
    private static final Object LOCK = new Object();

    private final Path path;
    private final Path own;

    ReportFolder(Path path) {
        this.path = path;
        this.own = path.resolve("leaks-" + ProcessHandle.current().pid() + ".jsonl");
    }

    Path page() {
        return path.resolve(PAGE);
    }

    /** Whether there is a report, of this run or an earlier one. */
    boolean isThere() {
        return Files.exists(page()) || Files.exists(own);
    }

    /** Adds lines at once: nothing that was found is lost with the JVM. */
    void append(List<Entry> entries) throws IOException {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(entry.json()).append('\n'));
        synchronized (LOCK) {
            Files.createDirectories(path);
            Files.writeString(
                    own,
                    lines,
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND);
        }
    }

    /** Writes what the runs of this JVM come to, this one added, in place of what they repeat. */
    void summarise(Summary summary, Set<String> types, long began) throws IOException {
        Path file = path.resolve("summary-" + ProcessHandle.current().pid() + ".json");
        locked(() -> {
            replace(file, summary.json(earlier(file), Entry.project(), types, began, builder()) + "\n");
            removeRepeated();
        });
    }

    /** What this JVM wrote before; nothing if the file is another's that had the same process id. */
    private static Map<String, Object> earlier(Path file) throws IOException {
        if (Files.exists(file)) {
            Map<String, Object> summary = parsed(file);
            if (number(summary, "began") >= jvmStart()) {
                return summary;
            }
        }
        return Map.of();
    }

    /** Empty if somebody else wrote it. */
    private static Map<String, Object> parsed(Path file) throws IOException {
        try {
            return Json.parse(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        } catch (IllegalArgumentException somebodyElses) {
            return Map.of();
        }
    }

    private void removeRepeated() throws IOException {
        Map<Path, Map<String, Object>> summaries = new HashMap<>();
        for (Path file : files("summary-*.json")) {
            summaries.put(file, parsed(file));
        }
        for (Map.Entry<Path, Map<String, Object>> each : summaries.entrySet()) {
            Map<String, Object> summary = each.getValue();
            Set<Object> repeated = new HashSet<>();
            summaries.values().stream()
                    .filter(later -> number(later, "began") >= number(summary, "ended"))
                    .forEach(later -> repeated.addAll(classes(later)));
            long builder = number(summary, "builder");
            if (builder != 0
                    && ProcessHandle.of(builder).isEmpty()
                    && !isOfLiveProcess(each.getKey())
                    && !classes(summary).isEmpty()
                    && repeated.containsAll(classes(summary))) {
                Files.deleteIfExists(each.getKey());
            }
        }
    }

    private static long number(Map<String, Object> summary, String key) {
        return summary.get(key) instanceof Long number ? number : 0;
    }

    private static List<?> classes(Map<String, Object> summary) {
        return summary.get("classes") instanceof List<?> list ? list : List.of();
    }

    /** The nearest Java process above this one, where a shell may stand in between; 0 if there is none. */
    private static long builder() {
        Optional<ProcessHandle> above = ProcessHandle.current().parent();
        while (above.isPresent() && !isJava(above.get())) {
            above = above.get().parent();
        }
        return above.map(ProcessHandle::pid).orElse(0L);
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.matches("(.*[/\\\\])?javaw?(\\.exe)?"))
                .isPresent();
    }

    /** Makes the page anew, without what was found in these classes before that time. */
    void publish(Set<String> types, long since) throws IOException {
        locked(() -> {
            List<Entry> all = new ArrayList<>();
            for (Path file : files("leaks-*.jsonl")) {
                all.addAll(pruned(file, types, since));
            }
            all.sort(Comparator.comparing(Entry::scope).thenComparing(Entry::time));
            replace(page(), Page.of(all));
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private void locked(Work work) throws IOException {
        synchronized (LOCK) {
            Files.createDirectories(path);
            try (FileChannel channel =
                    FileChannel.open(path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // Released with the channel.
                work.run();
            }
        }
    }

    private List<Path> files(String pattern) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path, pattern)) {
            found.forEach(files::add);
        }
        Collections.sort(files);
        return files;
    }

    private List<Entry> pruned(Path file, Set<String> types, long since) throws IOException {
        List<Entry> before = read(file);
        boolean live = isOfLiveProcess(file);
        List<Entry> after = before.stream()
                .filter(entry -> entry.type().isEmpty()
                        ? entry.time() >= (file.equals(own) ? jvmStart() : since) || live && !file.equals(own)
                        : entry.time() >= since || !types.contains(entry.type()))
                .toList();
        // A JVM that is alive may be adding to its file: what stays in there is hidden from this page only.
        if (after.size() < before.size() && (file.equals(own) || !live)) {
            StringBuilder lines = new StringBuilder();
            after.forEach(entry -> lines.append(entry.json()).append('\n'));
            if (after.isEmpty()) {
                Files.delete(file);
            } else {
                replace(file, lines.toString());
            }
        }
        return after;
    }

    private static List<Entry> read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            try {
                entries.add(Entry.parse(line));
            } catch (IllegalArgumentException torn) {
                // The JVM was killed while it wrote the line.
            }
        }
        return entries;
    }

    private static long jvmStart() {
        return ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    private static boolean isOfLiveProcess(Path file) {
        String pid = file.getFileName().toString().replaceAll("\\D", "");
        return !pid.isEmpty() && ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }

    private static void replace(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".new-", ".tmp");
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
