package dev.leakcheck.internal.bytecode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the code of a nest of classes does with flags in static fields, as far as it was read. */
final class StaticFlags {

    /** By flag and method, the lines that call something only if the flag was not set until then. */
    final Map<String, Map<String, Set<Integer>>> guarded = new HashMap<>();

    /** By flag, the methods that may reset it. */
    private final Map<String, Set<String>> resetting = new HashMap<>();

    /** The methods of the lambdas that shutdown hooks run. */
    private final Set<String> hooks = new HashSet<>();

    void resets(String flag, String method) {
        resetting.computeIfAbsent(flag, unknown -> new HashSet<>()).add(method);
    }

    void runsAtShutdown(String method) {
        hooks.add(method);
    }

    /** Whether the JVM may see a flag reset that has more to do than to end. */
    boolean isReset(String flag) {
        return !hooks.containsAll(resetting.getOrDefault(flag, Set.of()));
    }
}
