package dev.leakcheck.internal.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where resources come into being: the narrowest Java methods that every way of getting one passes through. */
final class ChokePoints {

    private final Map<String, List<ChokePoint>> byClass = new HashMap<>(64);
    private final RelocatedOwners relocated;

    /** All of them; owners by the binary names of their classes. */
    ChokePoints(Iterable<String> ownerTypes) {
        DescriptorPoints.addTo(this);
        ThreadPoints.addTo(this);
        TaskPoints.addTo(this);
        ProcessPoints.addTo(this);
        MemoryPoints.addTo(this);
        OkHttpPoints.addTo(this);
        ApachePoints.addTo(this);
        JdkHttpPoints.addTo(this);
        UrlConnectionPoints.addTo(this);
        OwnerPoints.addTo(this, ownerTypes);
        relocated = new RelocatedOwners(ownerTypes);
    }

    void add(ChokePoint point) {
        List<ChokePoint> ofClass = byClass.get(point.owner());
        if (ofClass == null) { // No lambda: linking one takes a millisecond of every start.
            ofClass = new ArrayList<>(2);
            byClass.put(point.owner(), ofClass);
        }
        ofClass.add(point);
    }

    /** Those of a class, by its internal name: asked on every class load. Null if it has none. */
    @Nullable List<ChokePoint> of(@Nullable ClassLoader loader, String internalName) {
        List<ChokePoint> ofClass = byClass.get(internalName);
        if (ofClass != null) {
            return isGenuine(loader, internalName) ? ofClass : null;
        }
        String original = loader == null ? null : relocated.originalOf(internalName);
        return original == null ? null : byClass.get(original);
    }

    /** The JDK's classes come from its own loaders; those of libraries from any. */
    private static boolean isGenuine(@Nullable ClassLoader loader, String internalName) {
        boolean ofJdk =
                internalName.startsWith("java") || internalName.startsWith("jdk") || internalName.startsWith("sun");
        return !ofJdk || loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}
