package dev.leakcheck.internal.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Weaves the choke points' classes as they are loaded or retransformed, and those that implement JDBC. */
final class Transformer implements ClassFileTransformer {

    private final ChokePoints points;
    private final JdbcWeaving jdbc;
    private final List<String> missing = new ArrayList<>();
    /** The classes to weave that came by, by their internal names and loaders. */
    private final Set<String> met = ConcurrentHashMap.newKeySet();

    Transformer(ChokePoints points, JdbcWeaving jdbc) {
        this.points = points;
        this.jdbc = jdbc;
    }

    /** Choke points that were looked for in vain so far. */
    List<String> missing() {
        synchronized (missing) {
            return List.copyOf(missing);
        }
    }

    /** Those of the loaded classes that are to be woven and have not come by. */
    List<Class<?>> notMet(Class<?>[] loaded) {
        List<Class<?>> concerned = new ArrayList<>();
        for (Class<?> candidate : loaded) {
            String name = candidate.getName().replace('.', '/');
            ClassLoader loader = candidate.getClassLoader();
            if (points.of(loader, name) != null && !met.contains(key(loader, name))) {
                concerned.add(candidate);
            }
        }
        for (Class<?> ofJdbc :
                jdbc.among(loaded)) { // With classes that they inherit from, of which some need no weaving.
            if (met.add(key(ofJdbc.getClassLoader(), ofJdbc.getName().replace('.', '/')))) {
                concerned.add(ofJdbc);
            }
        }
        return concerned;
    }

    private static String key(@Nullable ClassLoader loader, String internalName) {
        return internalName.concat("@").concat(Integer.toHexString(System.identityHashCode(loader)));
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
        if (className == null) {
            return null;
        }
        if (redefined == null) {
            LibraryLoads.loaded(className, domain);
        }
        // One class may be both: a pool is an owner, and a data source.
        byte[] woven = transformForPoints(loader, className, bytes);
        byte[] again = transformForJdbc(loader, className, woven == null ? bytes : woven);
        return again == null ? woven : again;
    }

    private byte @Nullable [] transformForPoints(@Nullable ClassLoader loader, String className, byte[] bytes) {
        List<ChokePoint> ofClass = points.of(loader, className);
        if (ofClass == null) {
            return null;
        }
        met.add(key(loader, className));
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

    private byte @Nullable [] transformForJdbc(@Nullable ClassLoader loader, String className, byte[] bytes) {
        try {
            byte[] woven = jdbc.weave(loader, className, bytes);
            if (woven != null) {
                met.add(key(loader, className));
            }
            return woven;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unreadable) {
            missed(className.replace('/', '.').concat(": ").concat(String.valueOf(unreadable)));
            return null;
        }
    }
}
