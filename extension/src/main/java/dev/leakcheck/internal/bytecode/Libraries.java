package dev.leakcheck.internal.bytecode;

import java.net.URL;
import java.util.regex.Pattern;

/** Tells the code of libraries from that of the project under test. */
public final class Libraries {

    /** Where the modules of the project under test lie that a build has packaged. */
    private static final Pattern OWN_JAR = Pattern.compile(".*/(target|build/libs)/[^/]*\\.jar!.*");

    private Libraries() {}

    /** Whether a class comes from a jar that is none of the project's. */
    public static boolean have(String className) {
        URL place = ClassFiles.locate(className.replace('.', '/'));
        return place != null
                && place.getProtocol().equals("jar")
                && !OWN_JAR.matcher(place.getPath()).matches();
    }
}
