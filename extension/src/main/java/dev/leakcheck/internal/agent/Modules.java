package dev.leakcheck.internal.agent;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Member;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets LeakCheck, and nobody else, read what packages of the JDK keep to themselves. The JVM knows nothing of it: on the
 * class path LeakCheck is in the unnamed module, as the user's code is, and a package opened to that module would let code
 * work in tests that fails in production. Instead the hooks make single members accessible, by their right as a class of
 * {@code java.base}.
 */
public final class Modules {

    private static final Map<Module, Set<String>> OPENED = Collections.synchronizedMap(new WeakHashMap<>());
    private static volatile @Nullable MethodHandle opener;

    private Modules() {}

    /** Sets what makes a member accessible: the hooks' own method. */
    static void openBy(MethodHandle newOpener) {
        opener = newOpener;
    }

    /**
     * Opens the package of a class to {@link #makeAccessible}.
     *
     * @return whether it is open now; false without an agent
     */
    public static boolean open(Class<?> type) {
        Module module = type.getModule();
        String packageName = type.getPackageName();
        if (module.isOpen(packageName, Modules.class.getModule())) {
            return true;
        }
        if (opener == null) {
            return false;
        }
        OPENED.computeIfAbsent(module, unknown -> ConcurrentHashMap.newKeySet()).add(packageName);
        return true;
    }

    /**
     * Makes a field, method or constructor accessible, if its package is open to us or to everybody.
     *
     * @return whether it is accessible now
     */
    public static <M extends AccessibleObject & Member> boolean makeAccessible(M member) {
        MethodHandle known = opener;
        if (known == null || !isOpened(member.getDeclaringClass())) {
            return member.trySetAccessible();
        }
        try {
            known.invokeExact((AccessibleObject) member);
            return true;
        } catch (Throwable refused) {
            return false;
        }
    }

    /**
     * Opens the package of a field, method or constructor, and makes it accessible.
     *
     * @throws InaccessibleObjectException without an agent, unless the package is open to everybody
     */
    public static <M extends AccessibleObject & Member> M accessible(M member) {
        if (!open(member.getDeclaringClass()) || !makeAccessible(member)) {
            throw new InaccessibleObjectException(String.valueOf(member));
        }
        return member;
    }

    private static boolean isOpened(Class<?> type) {
        Set<String> packages = OPENED.get(type.getModule());
        return packages != null && packages.contains(type.getPackageName());
    }
}
