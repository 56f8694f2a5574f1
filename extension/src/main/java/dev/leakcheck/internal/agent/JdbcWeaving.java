package dev.leakcheck.internal.agent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes that implement JDBC, in any class loader, by their bytes: asking for super types would load them, which
 * triples the time of loading thousands of classes. What a class really is shows when its methods run.
 */
final class JdbcWeaving {

    static final String DRIVER_MANAGER = "java/sql/DriverManager";

    private static final String MANAGER = DRIVER_MANAGER.replace('/', '.');

    /** In the order of their kinds; the driver manager's own class is the one being woven, and needs no telling. */
    private static final String[] GIVERS = {
        "javax.sql.DataSource",
        "java.sql.Driver",
        "",
        "java.sql.Connection",
        "java.sql.Statement",
        "java.sql.DatabaseMetaData"
    };

    private final BootHooks hooks;
    private Class<?> @Nullable [] givers;

    JdbcWeaving(BootHooks hooks) {
        this.hooks = hooks;
    }

    /** The woven class, or null if it is none of JDBC's. */
    byte @Nullable [] weave(@Nullable ClassLoader loader, String className, byte[] bytes)
            throws ReflectiveOperationException {
        if (!mayBeOne(loader, className, bytes)) {
            return null;
        }
        byte[] woven = JdbcWeaver.weave(bytes);
        if (woven != null) {
            prepare();
        }
        return woven;
    }

    private static boolean mayBeOne(@Nullable ClassLoader loader, String name, byte[] bytes) {
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            return name.equals(DRIVER_MANAGER);
        }
        return isOfLibraryOrUser(name) && JdbcSignature.isIn(bytes, looksLikeConnection(name));
    }

    /** Proxies of the JDK wrap connections; mocks are none. */
    private static boolean isOfLibraryOrUser(String name) {
        return !name.startsWith("org/junit/")
                && !name.startsWith("dev/leakcheck/internal/")
                && !name.contains("$MockitoMock$");
    }

    /** A subclass that only closes in its own way has nothing else to be told by. */
    static boolean looksLikeConnection(String name) {
        return name.contains("Connection");
    }

    /** Tells the hooks the types, before the first woven class can run. */
    private synchronized void prepare() throws ReflectiveOperationException {
        if (givers == null) {
            Class<?>[] types = new Class<?>[GIVERS.length];
            for (int i = 0; i < types.length; i++) {
                types[i] = GIVERS[i].isEmpty()
                        ? Void.class
                        : Class.forName(GIVERS[i], false, ClassLoader.getPlatformClassLoader());
            }
            hooks.setGivers(types);
            givers = types;
        }
    }

    /** Those of the classes loaded already that implement JDBC, and what they inherit from. */
    List<Class<?>> among(Class<?>[] loaded) {
        List<Class<?>> found = new ArrayList<>();
        if (!isLoaded("java.sql.Wrapper", loaded) && !isLoaded(MANAGER, loaded)) {
            return found;
        }
        try {
            prepare();
        } catch (ReflectiveOperationException noSuchModule) {
            return found;
        }
        for (Class<?> candidate : loaded) {
            if (!candidate.isInterface() && !candidate.isHidden() && implementsJdbc(candidate)) {
                for (Class<?> each = candidate; each != null && each != Object.class; each = each.getSuperclass()) {
                    if (!found.contains(each)) {
                        found.add(each);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isLoaded(String name, Class<?>[] loaded) {
        for (Class<?> each : loaded) {
            if (each.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean implementsJdbc(Class<?> candidate) {
        if (candidate.getName().equals(MANAGER)) {
            return true;
        }
        Class<?>[] types = givers;
        for (int i = 0; types != null && i < types.length; i++) {
            if (types[i].isAssignableFrom(candidate)) {
                return true;
            }
        }
        return false;
    }
}
