package dev.leakcheck.examples;

import dev.leakcheck.Leak;
import dev.leakcheck.LeakAssertionError;
import dev.leakcheck.Resource;
import dev.leakcheck.examples.files.DiskUsage;
import dev.leakcheck.examples.files.LogSearch;
import dev.leakcheck.examples.http.AvatarLoader;
import dev.leakcheck.examples.http.DownloadService;
import dev.leakcheck.examples.http.ExchangeRates;
import dev.leakcheck.examples.http.InvoiceBatch;
import dev.leakcheck.examples.http.MovieDownload;
import dev.leakcheck.examples.http.OrderSync;
import dev.leakcheck.examples.http.PriceFeed;
import dev.leakcheck.examples.http.ReleaseCheck;
import dev.leakcheck.examples.jdbc.Accounts;
import dev.leakcheck.examples.jdbc.ProductNames;
import dev.leakcheck.examples.jdbc.TenantReport;
import dev.leakcheck.examples.lifecycle.Checkout;
import dev.leakcheck.examples.lifecycle.Newsletter;
import dev.leakcheck.examples.lifecycle.Search;
import dev.leakcheck.examples.lifecycle.UploadService;
import dev.leakcheck.examples.lifecycle.WelcomeMail;
import dev.leakcheck.examples.memory.ChartWindow;
import dev.leakcheck.examples.memory.FrameEncoder;
import dev.leakcheck.examples.memory.ReportScreen;
import dev.leakcheck.examples.memory.SessionCache;
import dev.leakcheck.examples.pool.ConnectionPool;
import dev.leakcheck.examples.pool.StockReport;
import dev.leakcheck.examples.process.LogFollower;
import dev.leakcheck.examples.server.GreetingServer;
import dev.leakcheck.examples.server.NewsServer;
import dev.leakcheck.examples.server.StatusServer;
import dev.leakcheck.examples.streams.ReleaseNotes;
import dev.leakcheck.examples.streams.Templates;
import dev.leakcheck.examples.streams.ZippedLog;
import dev.leakcheck.examples.threads.AuditTrail;
import dev.leakcheck.examples.threads.Heartbeat;
import dev.leakcheck.examples.threads.ImportJob;
import dev.leakcheck.examples.threads.PricePoller;
import dev.leakcheck.examples.threads.QuoteClient;
import dev.leakcheck.examples.threads.Thumbnails;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small program with its leak, and the same program repaired: an exhibit of the gallery. */
enum Scenario {
    BODY_NEVER_CLOSED(1, ExchangeRates.class, "lastModified", Resource.BODIES),
    EARLY_RETURN(2, DownloadService.class, "download", Resource.BODIES),
    PARSER_THROWS(3, PriceFeed.class, "prices", Resource.BODIES),
    ASYNC_CALLBACK(4, AvatarLoader.class, "load", Resource.BODIES),
    BODY_ABANDONED(5, ReleaseCheck.class, "isPublished", Resource.BODIES),
    CLOSED_AFTER_THE_LOOP(6, InvoiceBatch.class, "total", Resource.BODIES),
    BODY_IN_MEMORY(7, MovieDownload.class, "save", Resource.HEAP),
    REQUEST_ID(8, OrderSync.class, "fetchOne", Resource.BODIES),
    WRAPPED_STREAM(9, ZippedLog.class, "header", Resource.FILE_DESCRIPTORS),
    WRAPPED_BODY(9, ReleaseNotes.class, "title", Resource.BODIES),
    STREAM_OF_LINES(10, LogSearch.class, "firstError", Resource.FILE_DESCRIPTORS),
    DIRECTORY_WALK(10, DiskUsage.class, "hasFileOf", Resource.FILE_DESCRIPTORS),
    READERS_KEPT(11, Templates.class, "subject", Resource.FILE_DESCRIPTORS),
    POOL_EXHAUSTED(12, Accounts.class, "withdraw", Resource.JDBC),
    STATEMENT_PER_REQUEST(13, ProductNames.class, "name", Resource.JDBC),
    POOL_PER_REQUEST(14, TenantReport.class, "tables", Resource.THREADS),
    EXECUTOR_PER_REQUEST(15, Thumbnails.class, "draw", Resource.THREADS),
    CONSUMER_WITHOUT_PRODUCER(16, AuditTrail.class, "<init>", Resource.THREADS),
    SCHEDULED_TASK(17, PricePoller.class, "start", Resource.THREADS),
    HUNG_SERVER(18, QuoteClient.class, "quote", Resource.THREADS),
    VIRTUAL_THREAD(19, Heartbeat.class, "start", Resource.THREADS),
    THREAD_OF_A_THREAD(20, ImportJob.class, "importAll", Resource.THREADS),
    UNBOUNDED_CACHE(21, SessionCache.class, "", Resource.HEAP), // of the heap no creation site is known
    LISTENER_NEVER_REMOVED(22, ChartWindow.class, "", Resource.HEAP),
    LAMBDA_HOLDS_SCREEN(23, ReportScreen.class, "", Resource.HEAP),
    THREAD_LOCAL(24, UploadService.class, "", Resource.HEAP),
    REQUEST_REGISTRY(25, Checkout.class, "", Resource.HEAP),
    TASK_HOLDS_REQUEST(26, WelcomeMail.class, "", Resource.HEAP),
    OBJECT_POOL(27, StockReport.class, "of", Resource.JDBC),
    DIRECT_BUFFERS(27, FrameEncoder.class, "encode", Resource.DIRECT_MEMORY),
    ACCEPTED_SOCKET(28, GreetingServer.class, "accept", Resource.FILE_DESCRIPTORS),
    SERVER_WORKERS(29, StatusServer.class, "<init>", Resource.THREADS),
    ENDLESS_RESPONSE(30, NewsServer.class, "begin", Resource.THREADS),
    SLOW_GROWTH(31, Search.class, "", Resource.HEAP),
    KNOWN_SIZE(32, Newsletter.class, "", Resource.HEAP),
    CHILD_PROCESS(33, LogFollower.class, "<init>", Resource.PROCESSES);

    private static final Pattern HOLDER = Pattern.compile("held by (.*)");
    private static final int VIRTUAL_THREADS = 21;

    private final int number;
    private final Class<?> guilty;
    private final String guiltyMethod;
    private final Resource resource;

    Scenario(int number, Class<?> guilty, String guiltyMethod, Resource resource) {
        this.number = number;
        this.guilty = guilty;
        this.guiltyMethod = guiltyMethod;
        this.resource = resource;
    }

    /** What its golden text and its page are called. */
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is written about it. */
    Path page() {
        return Path.of("../docs/gallery", slug() + ".md");
    }

    /** The sources of the program, the repaired one first, and their tests. */
    List<Path> sources() {
        String main = "src/main/java/" + guilty.getPackageName().replace('.', '/') + "/";
        String test = "src/test/java/" + guilty.getPackageName().replace('.', '/') + "/";
        String name = guilty.getSimpleName();
        return List.of(
                Path.of(main + "Repaired" + name + ".java"),
                Path.of(main + name + ".java"),
                Path.of(test + name + "LeakDemo.java"),
                Path.of(test + "Repaired" + name + "Test.java"));
    }

    /** The test that leaves something behind. */
    String leakingTest() {
        return guilty.getName() + "LeakDemo";
    }

    /** The same test of the repaired program. */
    String repairedTest() {
        return guilty.getPackageName() + ".Repaired" + guilty.getSimpleName() + "Test";
    }

    /** Whether it leaves the same number of bytes each time. */
    boolean hasExactSizes() {
        return resource != Resource.HEAP || this == KNOWN_SIZE;
    }

    /** Why it cannot be run here, if so. */
    Optional<String> obstacle() {
        return this == VIRTUAL_THREAD && Runtime.version().feature() < VIRTUAL_THREADS
                ? Optional.of("virtual threads came with JDK 21")
                : Optional.empty();
    }

    /** Whether the failure names the guilty method; of the heap it can name only who holds what. */
    boolean isBlamed(LeakAssertionError failure) {
        return failure.leaks().stream().allMatch(leak -> leak.resource() == resource)
                && (resource == Resource.HEAP
                        ? failure.getMessage().contains(guilty.getSimpleName())
                        : failure.leaks().stream()
                                .allMatch(leak ->
                                        frame(leak).filter(this::isGuilty).isPresent()));
    }

    private boolean isGuilty(StackTraceElement frame) {
        return frame.getClassName().equals(guilty.getName())
                && frame.getMethodName().equals(guiltyMethod);
    }

    /** Where the first leak was created, or who holds it. */
    static String site(LeakAssertionError failure) {
        Matcher holder = HOLDER.matcher(failure.leaks().get(0).summary());
        return holder.find()
                ? "held by " + holder.group(1).replaceAll("\\b[a-z]+\\.", "")
                : frame(failure.leaks().get(0)).map(Scenario::text).orElse("(what the test does as a whole)");
    }

    private static String text(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }

    /** The innermost frame of this program, of one that uses the pool in its case. */
    private static Optional<StackTraceElement> frame(Leak leak) {
        return leak.creationSite().stream()
                .filter(frame -> frame.getClassName().startsWith(Scenario.class.getPackageName()))
                .filter(frame -> !frame.getClassName().equals(ConnectionPool.class.getName()))
                .findFirst();
    }

    @Override
    public String toString() {
        String theme = guilty.getPackageName()
                .substring(Scenario.class.getPackageName().length() + 1);
        return String.format(Locale.ROOT, "%02d %s: %s", number, theme, slug().replace('-', ' '));
    }
}
