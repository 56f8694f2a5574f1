package dev.leakcheck.internal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** The class files that tests see. */
final class ClassFiles {

    private static final int MAJOR_VERSION = 6;

    private ClassFiles() {}

    /** Fails if there is none. */
    static InputStream open(String internalName) throws IOException {
        InputStream in = loader().getResourceAsStream(internalName + ".class");
        if (in == null) {
            throw new IOException("no class file");
        }
        return in;
    }

    static @Nullable URL locate(String internalName) {
        return loader().getResource(internalName + ".class");
    }

    private static ClassLoader loader() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    /** Reads a class with expanded frames, also one so old that it has none. */
    static void accept(InputStream in, ClassVisitor visitor) throws IOException {
        ClassReader reader = new ClassReader(in);
        if (reader.readUnsignedShort(MAJOR_VERSION) < Opcodes.V1_6) {
            Framed framed = new Framed();
            reader.accept(framed, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            reader = new ClassReader(framed.toByteArray());
        }
        reader.accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.EXPAND_FRAMES);
    }

    private static final class Framed extends ClassWriter {
        Framed() {
            super(ClassWriter.COMPUTE_FRAMES);
        }

        /** Loads no classes; less is known then. */
        @Override
        protected String getCommonSuperClass(String one, String other) {
            return one.equals(other) ? one : "java/lang/Object";
        }
    }

    /** That of a loaded class; null for one that was made at run time. */
    static @Nullable InputStream open(Class<?> type) {
        String name = type.getName();
        return type.isHidden() ? null : type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class");
    }

    /** Shows a loaded class to a visitor; false if there is no file of it that can be read. */
    static boolean read(Class<?> type, ClassVisitor visitor, int flags) {
        try (InputStream in = open(type)) {
            if (in == null) {
                return false;
            }
            new ClassReader(in).accept(visitor, flags);
            return true;
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }
}
