package dev.leakcheck.internal.report;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.Configuration;
import dev.leakcheck.internal.config.Configuration.HeapDump;
import dev.leakcheck.internal.config.Configuration.Mode;
import dev.leakcheck.internal.heap.KeptDumps;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The report of a run, written only if there is something to tell: a leak, or what was told to stop and never did; in
 * mode {@code report} always. If it cannot be written, one line says so and the run goes on without it.
 */
public final class Report {

    private static final String FOLDER = "leakcheck";
    private static final int MOST_KEPT = 1000;

    /** Those of the test runs in progress, by the run: a test may run other tests. */
    private static final Map<Scope, Report> OF_RUNS = new ConcurrentHashMap<>();

    private final @Nullable ReportFolder folder;
    private final Mode mode;
    private final Summary summary = new Summary();
    private final long began = System.currentTimeMillis();
    private final Set<String> types = ConcurrentHashMap.newKeySet();
    private final List<Entry> kept = new ArrayList<>();
    private volatile boolean off;
    private volatile boolean told;

    private Report(@Nullable ReportFolder folder, Mode mode) {
        this.folder = folder;
        this.mode = mode;
        this.off = folder == null;
    }

    /** The report of a test run that begins: all that is found until it is over belongs in it. */
    public static Report ofRun(Scope run, Configuration configuration) {
        Report report = open(configuration);
        OF_RUNS.put(run, report);
        return report;
    }

    /** A run is over; harmless if it was so before. */
    public static void runOver(Scope run) {
        OF_RUNS.remove(run);
    }

    /** Tells what a block left to the report of the test run that it is in, or to one of its own where there is none. */
    public static Report ofBlock(Verdict verdict, Configuration configuration) {
        Scope root = verdict.scope();
        while (root.parent().isPresent()) {
            root = root.parent().get();
        }
        Report around = OF_RUNS.get(root);
        Report report = around == null ? open(configuration) : around;
        report.addNoted(verdict.scope(), verdict.abandoned());
        report.leaked(verdict);
        report.add(verdict.scope(), verdict.leaks(), configuration.mode() == Mode.FAIL ? Fate.FAILED : Fate.REPORTED);
        if (around == null) {
            // There is no end of a run to wait for.
            report.publish();
        }
        return report;
    }

    /** A report of its own. */
    public static Report open(Configuration configuration) {
        Path path = configuration.reportDir().orElseGet(Report::defaultFolder);
        KeptDumps.into(configuration.heapDump() == HeapDump.ON_FAILURE ? path : null);
        return new Report(path == null ? null : new ReportFolder(path), configuration.mode());
    }

    /** In the build folder, if the working directory has one that Maven or Gradle made. */
    private static @Nullable Path defaultFolder() {
        for (String build : List.of("target", "build")) {
            if (Files.isDirectory(Path.of(build))) {
                return Path.of(build, FOLDER);
            }
        }
        return null;
    }

    /**
     * Takes note that a scope was judged, clean or not.
     *
     * @param ran whether it was not disabled
     */
    public void judged(Scope scope, boolean ran) {
        if (ran) {
            summary.judged(scope);
        }
        String type = Entry.typeOf(scope);
        if (!type.isEmpty()) {
            types.add(type);
        }
    }

    /** Takes note that a scope leaks. */
    public void leaked(Verdict verdict) {
        summary.leaked(verdict);
    }

    /** Takes note of what is worth knowing and no reason to make a report: it is told if there is one. */
    public void addNoted(Scope scope, List<Finding> noted) {
        if (off || noted.isEmpty()) {
            return;
        }
        List<Entry> lines = entries(scope, noted, Fate.NOTED);
        synchronized (kept) {
            lines.stream().limit(MOST_KEPT - kept.size()).forEach(kept::add);
        }
    }

    private List<Entry> entries(Scope scope, List<Finding> findings, Fate fate) {
        return Verdict.byCause(findings).stream()
                .map(equal -> Entry.of(scope, equal, fate, mode.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** Takes note of what a scope left. */
    public void add(Scope scope, List<Finding> leaks, Fate fate) {
        if (off || folder == null || leaks.isEmpty()) {
            return;
        }
        try {
            folder.append(entries(scope, leaks, fate));
            told = true;
        } catch (IOException | RuntimeException e) {
            switchOff(e);
        }
    }

    /** The page that will be there at the end of the run, as seen from the working directory; empty if there is none. */
    public Optional<String> location() {
        if (off || folder == null) {
            return Optional.empty();
        }
        Path here = Path.of("").toAbsolutePath();
        Path page = folder.page().toAbsolutePath().normalize();
        Path shown = page.startsWith(here) ? here.relativize(page) : page;
        return Optional.of(shown.toString().replace('\\', '/'));
    }

    /**
     * Adds what was left at the very end, makes the page and says what the run comes to.
     *
     * @param left what the run answers for
     * @param fate what becomes of it
     * @param stale what the ignores say that accepted nothing
     * @param spentNanos the time that LeakCheck took
     */
    public void runEnded(Verdict verdict, List<Finding> left, Fate fate, List<String> stale, long spentNanos) {
        add(verdict.scope(), verdict.paroled().stream().flatMap(List::stream).toList(), Fate.NEVER_ENDED);
        if (told || mode == Mode.REPORT || fate == Fate.FAILED) {
            add(verdict.scope(), left, fate);
        }
        summary.runEnded(left.size(), stale, spentNanos);
        publish();
        // Who only has a report made must see that it was: nothing else tells a clean run from one without LeakCheck.
        if (mode == Mode.REPORT || summary.isWorthSaying()) {
            summary.lines().forEach(Notices::once);
        }
    }

    /** Makes the page, if there is something to tell or an earlier page to bring up to date. */
    public void publish() {
        if (off || folder == null) {
            return;
        }
        try {
            if (told || mode == Mode.REPORT) {
                tellNoted(folder);
            }
            if (told || mode == Mode.REPORT || folder.isThere()) {
                folder.publish(types, began);
                folder.summarise(summary, types, began);
            }
        } catch (IOException | RuntimeException e) {
            switchOff(e);
        }
    }

    private void tellNoted(ReportFolder to) throws IOException {
        List<Entry> lines;
        synchronized (kept) {
            lines = List.copyOf(kept);
            kept.clear();
        }
        if (!lines.isEmpty()) {
            to.append(lines);
        }
    }

    private void switchOff(Exception fault) {
        off = true;
        Notices.once("There is no report: it cannot be written: " + fault);
    }
}
