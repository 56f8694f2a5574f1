package dev.leakcheck.testing;

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The class path of this JVM, without JUnit: what fixtures need besides the JUnit they are to run on. */
final class ClassPath {

    private static final Pattern OF_JUNIT =
            Pattern.compile("(junit-(jupiter|platform|vintage)|opentest4j|apiguardian-api|jspecify|surefire-).*\\.jar");

    private ClassPath() {}

    static List<String> withoutJUnit() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !OF_JUNIT.matcher(new File(entry).getName()).matches())
                .filter(entry -> new File(entry).exists())
                .map(entry -> new File(entry).getAbsolutePath())
                .toList();
    }
}
