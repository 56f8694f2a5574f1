package dev.leakcheck.internal.agent;

import java.util.ArrayList;
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
    private final Map<String, List<String>> bySimpleName = new HashMap<>();

    /** The constructors of owners, by internal class name. */
    RelocatedOwners(Map<String, List<ChokePoint>> points) {
        this.points = points;
        for (String name : points.keySet()) {
            List<String> alike = bySimpleName.get(simpleName(name));
            if (alike == null) { // No lambda, as in ChokePoints.
                alike = new ArrayList<>(1);
                bySimpleName.put(simpleName(name), alike);
            }
            alike.add(name);
        }
    }

    private static String simpleName(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1);
    }

    /** The points of a class by the name that it had; null if it is none of them. */
    @Nullable List<ChokePoint> pointsOf(String internalName) {
        List<String> alike = bySimpleName.get(simpleName(internalName));
        if (alike != null) {
            for (String original : alike) {
                int prefix = internalName.length() - original.length();
                if (prefix > 0 && internalName.endsWith(original) && internalName.charAt(prefix - 1) == '/') {
                    return points.get(original);
                }
            }
        }
        return null;
    }
}
