package dev.leakcheck.internal.os;

import java.util.List;

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
     * @param method the method; empty if all of them are meant
     * @param reason why it is nobody's leak
     */
    public record Rule(String name, String type, String method, String reason) {

        private boolean matches(StackTraceElement frame) {
            String name = frame.getClassName();
            name = name.startsWith(SHADED) ? name.substring(SHADED.length()) : name;
            return name.startsWith(type)
                    && (name.length() == type.length() || name.charAt(type.length()) == '$')
                    && (method.isEmpty() || method.equals(frame.getMethodName()));
        }

        /** The place, for people. */
        public String what() {
            return method.isEmpty() ? type : type + "." + method;
        }
    }

    /** gRPC has Netty's classes beside its own, relocated. */
    private static final String SHADED = "io.grpc.netty.shaded.";

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "gRPC's shared resources",
                    "io.grpc.internal.SharedResourceHolder",
                    "",
                    "executors, timers and event loops that all channels share; freed a second after the last use"),
            new Rule(
                    "Reactor Netty's default resources",
                    "reactor.netty.tcp.TcpResources",
                    "",
                    "event loops, resolver and connections that all clients and servers share, one set per JVM"),
            new Rule(
                    "Reactor Netty's pooled connections",
                    "reactor.netty.resources.DefaultPooledConnectionProvider$PooledConnectionAllocator",
                    "",
                    "idle ones are kept for the next request, and closed by their pool"),
            new Rule(
                    "chunks of Netty's buffer arenas",
                    "io.netty.buffer.PoolArena$DirectArena",
                    "newChunk",
                    "a pooled allocator keeps them for its next buffers"),
            new Rule(
                    "chunks of Netty's adaptive allocator",
                    "io.netty.buffer.AdaptivePoolingAllocator",
                    "newChunkAllocation",
                    "it keeps them for its next buffers; one that is too large for them is allocated by itself"),
            new Rule(
                    "Derby's engine",
                    "org.apache.derby.impl.services.timer.SingletonTimerFactory",
                    "",
                    "one timer per JVM, from the first connection until the engine is shut down"),
            new Rule(
                    "Derby's log",
                    "org.apache.derby.impl.services.stream.SingleStream",
                    "",
                    "derby.log is open from the first connection until the engine is shut down"),
            new Rule(
                    "HSQLDB's databases",
                    "org.hsqldb.DatabaseManager",
                    "",
                    "one stays open for all that connect to its address, until it is shut down"),
            new Rule(
                    "HSQLDB's timer",
                    "org.hsqldb.lib.HsqlTimer",
                    "",
                    "all databases of a JVM share it: it ends time-outs of queries and writes their logs"));

    private static final String[] PACKAGES = {"io.", "reactor.", "org.apache.derby.", "org.hsqldb."};

    private LibrarySingletons() {}

    /** All of them, for the table. */
    public static List<Rule> rules() {
        return RULES;
    }

    /** Whether what runs below a frame makes what a library shares. */
    public static boolean isMadeBelow(StackTraceElement frame) {
        if (isInPackages(frame.getClassName())) {
            for (Rule rule : RULES) { // No lambda: hooks come here.
                if (rule.matches(frame)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Asked for each frame of a stack: most are in none of them. */
    private static boolean isInPackages(String className) {
        for (String packageName : PACKAGES) {
            if (className.startsWith(packageName)) {
                return true;
            }
        }
        return false;
    }
}
