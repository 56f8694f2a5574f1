package dev.leakcheck.internal.bytecode;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The class files that tests see. */
final class ClassFiles {

    private ClassFiles() {}

    static @Nullable InputStream open(String internalName) {
        String resource = internalName + ".class";
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader == null ? ClassLoader.getSystemResourceAsStream(resource) : loader.getResourceAsStream(resource);
    }

    /** That of a loaded class; null for one that was made at run time. */
    static @Nullable InputStream open(Class<?> type) {
        String name = type.getName();
        return type.isHidden() ? null : type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class");
    }
}
