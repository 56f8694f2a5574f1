package dev.leakcheck.internal.heap;

/** Turns the JVM's names of classes into those of Java source. */
public final class JavaNames {

    private JavaNames() {}

    /**
     * Returns {@code byte[]} for {@code [B}, {@code com.acme.Foo[]} for {@code [Lcom.acme.Foo;} (with slashes too), and
     * one name for all lambdas of a class, whose JVM names differ from run to run.
     */
    public static String ofJvmName(String jvmName) {
        int dimensions = 0;
        while (dimensions < jvmName.length() && jvmName.charAt(dimensions) == '[') {
            dimensions++;
        }
        String element = jvmName.substring(dimensions);
        if (dimensions > 0) {
            element = element.endsWith(";") ? element.substring(1, element.length() - 1) : primitive(element);
        }
        return withoutHiddenSuffix(element).replace('/', '.') + "[]".repeat(dimensions);
    }

    /** Returns the name of the arrays of a primitive type, as numbered by {@code newarray} and by HPROF. */
    static String ofPrimitiveArray(int type) {
        return primitive(String.valueOf("ZCFDBSIJ".charAt(type - 4))) + "[]";
    }

    private static String withoutHiddenSuffix(String name) {
        int lambda = name.indexOf("$$Lambda");
        if (lambda >= 0) {
            return name.substring(0, lambda) + "$$Lambda";
        }
        // A hidden class is Name/0x000070001 in a histogram and Name+0x000070001 in a dump.
        int address = Math.max(name.indexOf("/0x"), name.indexOf("+0x"));
        return address < 0 ? name : name.substring(0, address);
    }

    private static String primitive(String code) {
        return switch (code) {
            case "B" -> "byte";
            case "C" -> "char";
            case "D" -> "double";
            case "F" -> "float";
            case "I" -> "int";
            case "J" -> "long";
            case "S" -> "short";
            case "Z" -> "boolean";
            default -> code;
        };
    }
}
