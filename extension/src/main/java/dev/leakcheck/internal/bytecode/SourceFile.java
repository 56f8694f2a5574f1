package dev.leakcheck.internal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** The source file of a class, by its class file. */
public final class SourceFile {

    private SourceFile() {}

    /** Returns its name; null if it cannot be found out. */
    public static @Nullable String of(String className) {
        try (InputStream in = ClassFiles.open(className.replace('.', '/'))) {
            Reader reader = new Reader();
            new ClassReader(in).accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES);
            return reader.file;
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            return null;
        }
    }

    private static final class Reader extends ClassVisitor {
        private @Nullable String file;

        Reader() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitSource(@Nullable String source, @Nullable String debug) {
            file = source;
        }
    }
}
