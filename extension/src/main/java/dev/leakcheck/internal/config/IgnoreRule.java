package dev.leakcheck.internal.config;

import dev.leakcheck.Resource;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One accepted kind of leak; immutable. */
public final class IgnoreRule {

    private final @Nullable Pattern threads;
    private final @Nullable PathMatcher files;
    private final String createdBy;
    private final String text;
    private volatile boolean used;

    private IgnoreRule(@Nullable Pattern threads, @Nullable PathMatcher files, String createdBy, String text) {
        this.threads = threads;
        this.files = files;
        this.createdBy = createdBy;
        this.text = text;
    }

    /**
     * Compiles a rule; empty strings stand for what is not given.
     *
     * @param place what to name in an error
     * @throws BadConfigurationException if a pattern does not compile, or nothing is given
     */
    public static IgnoreRule of(String threads, String files, String createdBy, String because, String place) {
        if (threads.isEmpty() && files.isEmpty() && createdBy.isBlank()) {
            throw new BadConfigurationException(
                    place + ": nothing to ignore. Set at least one of threads, files, createdBy");
        }
        if (because.isBlank()) {
            throw new BadConfigurationException(
                    place + ": because is empty. Say why the leak is accepted, for the next reader");
        }
        String text = Stream.of(
                        attribute("threads", threads),
                        attribute("files", files),
                        attribute("createdBy", createdBy),
                        attribute("because", because.strip().replaceAll("\\s+", " ")))
                .filter(attribute -> !attribute.isEmpty())
                .collect(Collectors.joining(", ", place + ": ", ""));
        return new IgnoreRule(regex(threads, place), glob(files, place), createdBy.trim(), text);
    }

    private static String attribute(String name, String value) {
        return value.isBlank() ? "" : name + " = \"" + value + '"';
    }

    private static @Nullable Pattern regex(String text, String place) {
        try {
            return text.isEmpty() ? null : Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new BadConfigurationException(place + ": threads = '" + text + "' is no regular expression: "
                    + e.getDescription() + " near index " + e.getIndex());
        }
    }

    private static @Nullable PathMatcher glob(String text, String place) {
        try {
            return text.isEmpty() ? null : FileSystems.getDefault().getPathMatcher("glob:" + text);
        } catch (PatternSyntaxException e) {
            throw new BadConfigurationException(place + ": files = '" + text + "' is no glob: " + e.getDescription());
        }
    }

    /** What it says, where and why, for the report. */
    public String text() {
        return text;
    }

    /** Whether it has accepted anything so far. */
    public boolean used() {
        return used;
    }

    /** Whether it names a creation site, so that without the agent it can match nothing. */
    public boolean needsSite() {
        return !createdBy.isEmpty();
    }

    /** Whether the rule accepts a resource with this label that was created, or whose owner was created, here. */
    public boolean accepts(Resource resource, String label, List<StackTraceElement> site) {
        boolean accepted = matches(resource, label, site);
        if (accepted) {
            used = true;
        }
        return accepted;
    }

    private boolean matches(Resource resource, String label, List<StackTraceElement> site) {
        if (threads != null || files != null) {
            boolean named = resource == Resource.THREADS
                            && threads != null
                            && threads.matcher(label).matches()
                    || resource == Resource.FILE_DESCRIPTORS && files != null && matches(files, label);
            return named && (createdBy.isEmpty() || createdHere(site));
        }
        return createdHere(site);
    }

    private boolean createdHere(List<StackTraceElement> site) {
        return site.stream().anyMatch(frame -> frame.getClassName().startsWith(createdBy));
    }

    private static boolean matches(PathMatcher files, String label) {
        try {
            return files.matches(Path.of(label));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
