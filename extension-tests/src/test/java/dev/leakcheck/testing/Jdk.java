package dev.leakcheck.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDK to fork: the current one, those in the system property {@value #PROPERTY} (a path list), and those in
 * environment variables such as {@code JAVA_HOME_25_X64}.
 */
public record Jdk(Path home, int feature) {

    static final String PROPERTY = "leakcheck-test.jdks";

    private static final Pattern VARIABLE = Pattern.compile("JAVA_HOME_\\d+(_\\w+)?");
    private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    /** The JDK that runs this test. */
    public static Jdk current() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** One JDK for each feature version from 17, the current one among them, oldest first. */
    public static Collection<Jdk> all() {
        Map<Integer, Jdk> found = new TreeMap<>(Map.of(current().feature(), current()));
        for (String home : candidates()) {
            at(home).filter(jdk -> jdk.feature() >= 17).ifPresent(jdk -> found.putIfAbsent(jdk.feature(), jdk));
        }
        return found.values();
    }

    /** The JDK of this feature version, if it is there. */
    public static Optional<Jdk> of(int feature) {
        return all().stream().filter(jdk -> jdk.feature() == feature).findFirst();
    }

    Path executable() {
        return home.resolve("bin").resolve(File.separatorChar == '\\' ? "java.exe" : "java");
    }

    private static List<String> candidates() {
        List<String> homes =
                new ArrayList<>(List.of(System.getProperty(PROPERTY, "").split(File.pathSeparator)));
        new TreeMap<>(System.getenv()).forEach((name, value) -> {
            if (VARIABLE.matcher(name).matches()) {
                homes.add(value);
            }
        });
        homes.removeIf(String::isBlank);
        return homes;
    }

    private static Optional<Jdk> at(String home) {
        try {
            Matcher version = RELEASE.matcher(Files.readString(Path.of(home, "release")));
            return version.find()
                    ? Optional.of(new Jdk(Path.of(home), Integer.parseInt(version.group(1))))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
