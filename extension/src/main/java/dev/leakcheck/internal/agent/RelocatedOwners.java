package dev.leakcheck.internal.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Owners whose library is bundled with another one, by what comes after the last slash of their internal names. */
final class RelocatedOwners {

    private final Map<String, List<String>> bySimpleName = new HashMap<>();

    /** Of owners, by the binary names of their classes. */
    RelocatedOwners(Iterable<String> types) {
        for (String type : types) {
            String name = type.replace('.', '/');
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

    /** The name that a class had; null if it is none of them. */
    @Nullable String originalOf(String internalName) {
        List<String> alike = bySimpleName.get(simpleName(internalName));
        if (alike != null) {
            for (String original : alike) {
                if (Relocation.is(internalName, original)) {
                    return original;
                }
            }
        }
        return null;
    }
}
