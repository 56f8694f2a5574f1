package dev.leakcheck.internal.agent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * The methods of one class that hand out by a type of their own what a method of JDBC's does by JDBC's, as a pool's {@code
 * getConnection()} that returns the pool's class: who calls them by that never comes through the bridge that the compiler made.
 */
final class JdbcCovariants {

    private final Map<String, JdbcMethod> bridges = new HashMap<>();
    private final Set<String> others = new HashSet<>();
    private final Map<String, JdbcMethod> byResult = new HashMap<>();

    /** Looks at a method of the class, and what it is of JDBC's. */
    void visit(int access, String name, String descriptor, @Nullable JdbcMethod method) {
        if (method == null) {
            others.add(name + descriptor);
        } else if (method.gives() && (access & Opcodes.ACC_BRIDGE) != 0) {
            bridges.put(withoutResult(name, descriptor), method);
        }
    }

    /** All were looked at. */
    void end() {
        for (String other : bridges.isEmpty() ? Set.<String>of() : others) {
            int parameters = other.indexOf('(');
            String name = other.substring(0, parameters);
            String descriptor = other.substring(parameters);
            JdbcMethod bridge = bridges.get(withoutResult(name, descriptor));
            if (bridge != null) {
                byResult.put(withoutParameters(name, descriptor), bridge);
            }
        }
    }

    /** What a method is that is none of JDBC's: with other parameters, too; null if it hands out nothing. */
    @Nullable JdbcMethod of(int access, String name, String descriptor) {
        return JdbcMethod.isConcrete(access) ? byResult.get(withoutParameters(name, descriptor)) : null;
    }

    private static String withoutResult(String name, String descriptor) {
        return name + descriptor.substring(0, descriptor.indexOf(')'));
    }

    private static String withoutParameters(String name, String descriptor) {
        return name + descriptor.substring(descriptor.indexOf(')'));
    }
}
