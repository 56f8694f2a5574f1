package dev.leakcheck.internal.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Weaves the choke points' classes as they are loaded or retransformed; for any other class one map look-up. */
final class Transformer implements ClassFileTransformer {

    private final Map<String, List<ChokePoint>> points;
    private final Set<String> dottedNames = new HashSet<>();
    private final List<String> missing = new ArrayList<>();

    Transformer(Map<String, List<ChokePoint>> points) {
        this.points = points;
        for (String name : points.keySet()) {
            dottedNames.add(name.replace('/', '.'));
        }
    }

    /** Choke points that were looked for in vain so far. */
    List<String> missing() {
        synchronized (missing) {
            return List.copyOf(missing);
        }
    }

    /** Tells whether a loaded class is one to weave. */
    boolean concerns(Class<?> loaded) {
        String name = loaded.getName();
        return loaded.getClassLoader() == null
                ? dottedNames.contains(name)
                : name.startsWith("okhttp3.") && dottedNames.contains(name);
    }

    void missed(String label) {
        synchronized (missing) {
            if (!missing.contains(label)) {
                missing.add(label);
            }
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        List<ChokePoint> ofClass = className == null ? null : points.get(className);
        if (ofClass == null || (loader != null && !className.startsWith("okhttp3/"))) {
            return null;
        }
        List<String> absent = new ArrayList<>();
        byte[] woven = null;
        try {
            woven = Weaver.weave(bytes, ofClass, absent);
        } catch (RuntimeException | LinkageError unreadable) {
            absent.add(className.replace('/', '.').concat(": ").concat(String.valueOf(unreadable)));
        }
        for (String label : absent) {
            missed(label);
        }
        return woven;
    }
}
