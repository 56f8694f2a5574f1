package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.agent.Modules;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** {@link URLClassLoader} with its jars, each of which it opens when a class is first looked for there, whoever asks. */
final class ClassLoaders extends LibraryAdapter implements CountedByParts {

    @Override
    public String describe(Object owner) {
        return name(owner) + jars(owner);
    }

    private static String name(Object owner) {
        Class<?> type = owner.getClass();
        while (type.isAnonymousClass()) {
            type = type.getSuperclass();
        }
        return type.getSimpleName();
    }

    /** A subclass may answer with anything, or fail. */
    private static String jars(Object owner) {
        try {
            URL[] urls = ((URLClassLoader) owner).getURLs();
            Path first = Path.of(urls[0].getPath()).getFileName();
            return " of " + first + (urls.length > 1 ? " and " + (urls.length - 1) + " more" : "");
        } catch (RuntimeException unknown) {
            return "";
        }
    }

    @Override
    public boolean isStopped(Object owner) {
        return isSet(classPath(owner), "closed");
    }

    private static Object classPath(Object owner) {
        Modules.open(URLClassLoader.class);
        Object classPath = Objects.requireNonNull(read(owner, "ucp"));
        Modules.open(classPath.getClass());
        return classPath;
    }

    @Override
    public Collection<?> parts(Object owner) {
        Modules.open(ZipFile.class);
        return copy(read(classPath(owner), "loaders")).stream()
                .map(ClassLoaders::descriptor)
                .filter(Objects::nonNull)
                .toList();
    }

    /** That of the jar that one of its own loaders reads. One file serves all that read the same jar: if there are others it is not this loader's. */
    private static @Nullable FileDescriptor descriptor(Object loader) {
        Object source = read(loader, "jar", "res", "zsrc");
        if (Integer.valueOf(1).equals(read(source, "refs")) && read(source, "zfile") instanceof RandomAccessFile file) {
            try {
                return file.getFD();
            } catch (IOException closed) {
                return null;
            }
        }
        return null;
    }

    @Override
    public String remedy(Object owner) {
        return "call close() on the " + name(owner);
    }
}
