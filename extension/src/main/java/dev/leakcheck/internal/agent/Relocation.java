package dev.leakcheck.internal.agent;

/**
 * Libraries that another one bundles, put with all their packages below its own, as many do with Netty, gRPC or Jetty: the
 * end of a name is still theirs.
 */
public final class Relocation {

    private Relocation() {}

    /**
     * Where the name of a class, or of a package, begins within another that may be relocated: 0 if it is not relocated.
     * Both are binary names, or both internal ones.
     *
     * @return -1 if it is not in it
     */
    public static int start(String name, String original) {
        if (name.startsWith(original)) {
            return 0;
        }
        int start = name.indexOf(original);
        while (start > 0 && !isSeparator(name.charAt(start - 1))) {
            start = name.indexOf(original, start + 1);
        }
        return start;
    }

    /** Whether a class is the one of a name, perhaps relocated. */
    public static boolean is(String name, String original) {
        int start = name.length() - original.length();
        return name.endsWith(original) && (start == 0 || isSeparator(name.charAt(start - 1)));
    }

    private static boolean isSeparator(char character) {
        return character == '.' || character == '/';
    }
}
