package dev.leakcheck.internal.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weaves the choke points' classes as they are loaded or retransformed, and those that implement JDBC. */
final class Transformer implements ClassFileTransformer {

    private final ChokePoints points;
    private final JdbcWeaving jdbc;
    private final List<String> missing = new ArrayList<>();

    Transformer(ChokePoints points, JdbcWeaving jdbc) {
        this.points = points;
        this.jdbc = jdbc;
    }

    JdbcWeaving jdbc() {
        return jdbc;
    }

    /** Choke points that were looked for in vain so far. */
    List<String> missing() {
        synchronized (missing) {
            return List.copyOf(missing);
        }
    }

    /** Tells whether a loaded class is one to weave. */
    boolean concerns(Class<?> loaded) {
        return points.of(loaded.getClassLoader(), loaded.getName().replace('.', '/')) != null;
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
            return jdbc.weave(loader, className, bytes);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unreadable) {
            missed(className.replace('/', '.').concat(": ").concat(String.valueOf(unreadable)));
            return null;
        }
    }
}
