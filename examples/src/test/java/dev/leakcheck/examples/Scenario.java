package dev.leakcheck.examples;

import dev.leakcheck.LeakAssertionError;
import dev.leakcheck.Resource;
import dev.leakcheck.examples.files.LogSearch;
import dev.leakcheck.examples.http.DownloadService;
import dev.leakcheck.examples.memory.SessionCache;
import dev.leakcheck.examples.pool.ConnectionPool;
import dev.leakcheck.examples.pool.StockReport;
import dev.leakcheck.examples.process.LogFollower;
import dev.leakcheck.examples.threads.PricePoller;
import java.util.Locale;
import java.util.Optional;

/** A small program with its leak, and the same program repaired. */
enum Scenario {
    HTTP(DownloadService.class, "download", Resource.BODIES),
    THREADS(PricePoller.class, "start", Resource.THREADS),
    FILES(LogSearch.class, "firstError", Resource.FILE_DESCRIPTORS),
    MEMORY(SessionCache.class, "", Resource.HEAP), // of the heap no creation site is known
    PROCESS(LogFollower.class, "<init>", Resource.PROCESSES),
    POOL(StockReport.class, "of", Resource.JDBC);

    private final Class<?> guilty;
    private final String guiltyMethod;
    private final Resource resource;

    Scenario(Class<?> guilty, String guiltyMethod, Resource resource) {
        this.guilty = guilty;
        this.guiltyMethod = guiltyMethod;
        this.resource = resource;
    }

    /** What leaks. */
    Resource resource() {
        return resource;
    }

    /** The test that leaves something behind. */
    String leakingTest() {
        return guilty.getName() + "LeakDemo";
    }

    /** The same test of the repaired program. */
    String repairedTest() {
        return guilty.getPackageName() + ".Repaired" + guilty.getSimpleName() + "Test";
    }

    /** Whether the failure names the guilty method; of the heap it cannot. */
    boolean isBlamed(LeakAssertionError failure) {
        return failure.leaks().size() == 1
                && failure.leaks().get(0).resource() == resource
                && (resource == Resource.HEAP
                        || site(failure).filter(this::isGuilty).isPresent());
    }

    private boolean isGuilty(StackTraceElement frame) {
        return frame.getClassName().equals(guilty.getName())
                && frame.getMethodName().equals(guiltyMethod);
    }

    /** Where the first leak was created: the innermost frame of this program, of one that uses the pool in its case. */
    static Optional<StackTraceElement> site(LeakAssertionError failure) {
        return failure.leaks().get(0).creationSite().stream()
                .filter(frame -> frame.getClassName().startsWith(Scenario.class.getPackageName()))
                .filter(frame -> !frame.getClassName().equals(ConnectionPool.class.getName()))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
