package dev.leakcheck.internal.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Owners whose library was put, with all its packages, below another package, as those that bundle Netty or Jetty do: the end of
 * the name is still theirs.
 */
final class RelocatedOwners {

    private final Map<String, List<ChokePoint>> points;
    /** What may be relocated, by what comes after the last slash: asked on every class load. */
    private final Map<String, String> bySimpleName = new HashMap<>();

    /** The constructors of owners, by internal class name. */
    RelocatedOwners(Map<String, List<ChokePoint>> points) {
        this.points = points;
        for (String name : points.keySet()) {
            bySimpleName.put(simpleName(name), name);
        }
    }

    private static String simpleName(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1);
    }

    /** The points of a class by the name that it had; null if it is none of them. */
    @Nullable List<ChokePoint> pointsOf(String internalName) {
        String original = bySimpleName.get(simpleName(internalName));
        return original != null
                        && internalName.length() > original.length()
                        && internalName.endsWith(original)
                        && internalName.charAt(internalName.length() - original.length() - 1) == '/'
                ? points.get(original)
                : null;
    }
}
