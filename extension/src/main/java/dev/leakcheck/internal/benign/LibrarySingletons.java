package dev.leakcheck.internal.benign;

import dev.leakcheck.internal.agent.Relocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Methods of libraries by which these make what all of a JVM shares: like a static initialiser, whatever runs below them
 * makes nothing of the test's that happens to come first. Only what no user can end, and the library ends or keeps by
 * itself; what a user makes of the same kind does not come by there.
 */
public final class LibrarySingletons {

    /**
     * One such place.
     *
     * @param name what the table calls it
     * @param type the class, with those inside it
     * @param which its methods that are meant
     * @param reason why it is nobody's leak
     */
    public record Rule(String name, String type, Methods which, String reason) {

        Rule(String name, String type, String reason) {
            this(name, type, Methods.ALL, reason);
        }

        /** Whether a class is it, or inside it, perhaps relocated with its package to another one. */
        private boolean isOf(String className) {
            int start = Relocation.start(className, type);
            int end = start + type.length();
            return start >= 0 && (className.length() == end || className.charAt(end) == '$');
        }

        /** The place, for people. */
        public String what() {
            return type + which;
        }
    }

    /**
     * One method of a class, or all but one.
     *
     * @param name empty for none
     * @param others whether the others are meant
     */
    record Methods(String name, boolean others) {

        static final Methods ALL = allBut("");

        static Methods one(String name) {
            return new Methods(name, false);
        }

        static Methods allBut(String name) {
            return new Methods(name, true);
        }

        boolean contain(String method) {
            return name.equals(method) != others;
        }

        @Override
        public String toString() {
            if (name.isEmpty()) {
                return "";
            }
            return others ? ", but for " + name : "." + name;
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "gRPC's shared resources",
                    "io.grpc.internal.SharedResourceHolder",
                    "executors, timers and event loops that all channels share; freed a second after the last use"),
            new Rule(
                    "Reactor Netty's default resources",
                    "reactor.netty.tcp.TcpResources",
                    Methods.allBut("onChannel"), // It makes the channel of a server, which is that of whoever binds it.
                    "event loops, resolver and connections that all clients and servers share, one set per JVM"),
            new Rule(
                    "Reactor Netty's pooled connections",
                    "reactor.netty.resources.DefaultPooledConnectionProvider$PooledConnectionAllocator",
                    "idle ones are kept for the next request, and closed by their pool"),
            new Rule(
                    "Reactor Netty's connections without a pool",
                    UnpooledConnections.PROVIDER,
                    "drivers keep them in pools of their own, for all that use these; not what a test gets by connectNow"),
            new Rule(
                    "Reactor's schedulers",
                    "reactor.core.scheduler.Schedulers",
                    Methods.one("cache"),
                    "one set per JVM, also while a factory or virtual time takes their place"),
            new Rule(
                    "chunks of Netty's buffer arenas",
                    "io.netty.buffer.PoolArena$DirectArena",
                    Methods.one("newChunk"),
                    "a pooled allocator keeps them for its next buffers"),
            new Rule(
                    "chunks of Netty's adaptive allocator",
                    "io.netty.buffer.AdaptivePoolingAllocator",
                    Methods.one("newChunkAllocation"),
                    "it keeps them for its next buffers; one that is too large for them is allocated by itself"),
            new Rule(
                    "Hadoop's pool of codecs",
                    "org.apache.hadoop.io.compress.CodecPool",
                    "it keeps compressors, with their buffers, for the next use, and cannot be emptied"),
            new Rule(
                    "Derby's engine",
                    "org.apache.derby.impl.services.timer.SingletonTimerFactory",
                    "one timer per JVM, from the first connection until the engine is shut down"),
            new Rule(
                    "Derby's log",
                    "org.apache.derby.impl.services.stream.SingleStream",
                    "derby.log is open from the first connection until the engine is shut down"),
            new Rule(
                    "HSQLDB's databases",
                    "org.hsqldb.DatabaseManager",
                    "one stays open for all that connect to its address, until it is shut down"),
            new Rule(
                    "HSQLDB's timer",
                    "org.hsqldb.lib.HsqlTimer",
                    "all databases of a JVM share it: it ends time-outs of queries and writes their logs"),
            new Rule(
                    "REST Assured's connections",
                    "io.restassured.internal.http.HTTPBuilder",
                    "it makes a client for each request, and gives nobody anything to close"),
            new Rule(
                    "WireMock's clients",
                    "com.github.tomakehurst.wiremock.client.HttpAdminClient",
                    Methods.one("<init>"),
                    "each WireMock that talks to a server makes one, and gives nobody anything to close"),
            new Rule(
                    "clients of Spring's RestClient",
                    "org.springframework.web.client.DefaultRestClientBuilder",
                    Methods.one("initRequestFactory"),
                    "it makes one where it was given none, and gives nobody anything to close"),
            new Rule(
                    "messages of the JSON schema validator",
                    "com.github.fge.msgsimple.load.MessageBundles",
                    "a static map keeps what loads them, for all"),
            new Rule(
                    "Log4j's context",
                    "org.apache.logging.log4j.LogManager",
                    "who asks for a logger first configures logging for all: its files and threads live as long as that"),
            new Rule(
                    "Log4j's appenders",
                    "org.apache.logging.log4j.core.config.LoggerConfig",
                    "what an appender opens while it logs, such as its next file, is its context's"),
            new Rule(
                    "Logback's appenders",
                    "ch.qos.logback.core.rolling.RollingFileAppender",
                    Methods.one("rollover"),
                    "what an appender opens while it logs, its next file, is its context's"),
            new Rule(
                    "SLF4J's provider",
                    "org.slf4j.LoggerFactory",
                    "who asks for a logger first configures logging for all: its files and threads live as long as that"));

    /** The rules of a class by its name: each frame of many stacks is asked about, most of few classes. */
    private static final Map<String, List<Rule>> BY_CLASS = new ConcurrentHashMap<>();

    private static final int MOST_CLASSES = 20_000;

    private LibrarySingletons() {}

    /** All of them, for the table. */
    public static List<Rule> rules() {
        return RULES;
    }

    /** Whether what runs below a frame makes what a library shares. */
    public static boolean isMadeBelow(StackTraceElement frame) {
        List<Rule> known = BY_CLASS.get(frame.getClassName());
        if (known == null) {
            known = rulesOf(frame.getClassName());
            if (BY_CLASS.size() < MOST_CLASSES) {
                BY_CLASS.put(frame.getClassName(), known);
            }
        }
        for (Rule rule : known) { // No lambda: hooks come here.
            if (rule.which().contain(frame.getMethodName())) {
                return true;
            }
        }
        return false;
    }

    private static List<Rule> rulesOf(String className) {
        List<Rule> ofClass = new ArrayList<>(0);
        for (Rule rule : RULES) {
            if (rule.isOf(className)) {
                ofClass.add(rule);
            }
        }
        return List.copyOf(ofClass);
    }
}
