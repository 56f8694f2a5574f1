package dev.leakcheck.internal.scope;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which documented method of the JDK a frame stands for: what implements it differs from JDK to JDK. */
public final class PublicApi {

    private PublicApi() {}

    /** The class of the frame or the first of its supertypes that a user can name and that has the method. */
    public static @Nullable Class<?> type(StackTraceElement frame) {
        Class<?> called = jdkClass(frame.getClassName());
        if (called == null) {
            return null;
        }
        String method = frame.getMethodName();
        for (Class<?> type : supertypes(called)) {
            boolean has = method.equals("<init>")
                    ? type == called
                    : Arrays.stream(type.getMethods())
                            .anyMatch(each -> each.getName().equals(method));
            if (has
                    && Modifier.isPublic(type.getModifiers())
                    && type.getModule().isExported(type.getPackageName())) {
                return type;
            }
        }
        return null;
    }

    private static List<Class<?>> supertypes(Class<?> type) {
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            types.add(each);
        }
        for (Class<?> each : List.copyOf(types)) {
            types.addAll(List.of(each.getInterfaces()));
        }
        return types;
    }

    private static @Nullable Class<?> jdkClass(String name) {
        try {
            return Class.forName(name, false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException | LinkageError gone) {
            return null;
        }
    }
}
