package dev.leakcheck.internal.agent;

import dev.leakcheck.bootstrap.Hooks;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * What a method of JDBC's interfaces does, told by its name and descriptor: whose class it is in shows when it runs.
 *
 * @param does one of {@link Hooks#GIVEN}, {@link Hooks#EXECUTING}, {@link Hooks#CLOSING}
 * @param kind who does it
 */
record JdbcMethod(int does, int kind) {

    private static final String TO_CONNECTION = ")Ljava/sql/Connection;";
    private static final String TO_RESULT_SET = ")Ljava/sql/ResultSet;";
    private static final String TAKES_TEXT = "(Ljava/lang/String;";

    /** Null for any other method. */
    static @Nullable JdbcMethod of(String owner, int access, String name, String descriptor) {
        if (owner.equals(JdbcWeaving.DRIVER_MANAGER)) {
            // The one that all public ones end in.
            return name.equals("getConnection") && descriptor.endsWith("Ljava/lang/Class;".concat(TO_CONNECTION))
                    ? new JdbcMethod(Hooks.GIVEN, Hooks.MANAGER)
                    : null;
        }
        if (!isConcrete(access)) {
            return null;
        }
        int giver = giver(name, descriptor);
        if (giver >= 0) {
            return new JdbcMethod(Hooks.GIVEN, giver);
        }
        if (name.startsWith("execute") && descriptor.startsWith(TAKES_TEXT)) {
            return new JdbcMethod(Hooks.EXECUTING, Hooks.STATEMENT);
        }
        return name.equals("close") && descriptor.equals("()V")
                ? new JdbcMethod(Hooks.CLOSING, Hooks.CONNECTION)
                : null;
    }

    /** Whether it is a public method of an object, and has code. */
    static boolean isConcrete(int access) {
        int all = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;
        return (access & all) == Opcodes.ACC_PUBLIC;
    }

    private static int giver(String name, String descriptor) {
        if (descriptor.endsWith(TO_CONNECTION)) {
            if (name.equals("connect")) {
                return descriptor.startsWith("(Ljava/lang/String;Ljava/util/Properties;)") ? Hooks.DRIVER : -1;
            }
            return name.equals("getConnection") ? Hooks.SOURCE : -1;
        }
        if (descriptor.endsWith(TO_RESULT_SET)) {
            return switch (name) {
                case "executeQuery", "getResultSet", "getGeneratedKeys" -> Hooks.STATEMENT;
                default -> name.startsWith("get") ? Hooks.METADATA : -1;
            };
        }
        if (name.equals("getMetaData") && descriptor.equals("()Ljava/sql/DatabaseMetaData;")) {
            return Hooks.CONNECTION;
        }
        if (descriptor.endsWith("Statement;")) {
            return switch (name) {
                case "createStatement", "prepareStatement", "prepareCall" ->
                    descriptor.endsWith(")Ljava/sql/Statement;")
                                    || descriptor.endsWith(")Ljava/sql/PreparedStatement;")
                                    || descriptor.endsWith(")Ljava/sql/CallableStatement;")
                            ? Hooks.CONNECTION
                            : -1;
                default -> -1;
            };
        }
        return -1;
    }

    /** Whether its first argument is worth keeping: an address or a statement; a data source is told a user's name. */
    boolean keepsText(String descriptor) {
        return kind != Hooks.SOURCE && descriptor.startsWith(TAKES_TEXT);
    }

    /** Whether a class that has it hands something out. */
    boolean gives() {
        return does == Hooks.GIVEN;
    }
}
