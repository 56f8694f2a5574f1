package dev.leakcheck.internal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Where a method stands in the source, by its class file. */
public final class MethodLine {

    private MethodLine() {}

    /**
     * The frame with its source file and the first line of its method, be that inherited; of a class that has no static
     * initialiser, that of its constructor. As it is if that cannot be found out.
     */
    public static StackTraceElement of(StackTraceElement frame) {
        Deque<String> types = new ArrayDeque<>(List.of(frame.getClassName().replace('.', '/')));
        while (!types.isEmpty()) {
            Reader reader = read(types.remove());
            if (reader == null) {
                return frame;
            }
            Integer line = reader.line(frame.getMethodName());
            if (line != null) {
                return new StackTraceElement(frame.getClassName(), frame.getMethodName(), reader.file, line);
            }
            types.addAll(reader.above);
        }
        return frame;
    }

    private static @Nullable Reader read(String type) {
        try (InputStream in = ClassFiles.open(type)) {
            Reader reader = new Reader();
            new ClassReader(in).accept(reader, ClassReader.SKIP_FRAMES);
            return reader;
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            return null;
        }
    }

    private static final class Reader extends ClassVisitor {
        private @Nullable String file;
        private final Deque<String> above = new ArrayDeque<>();
        private final Map<String, Integer> lines = new HashMap<>();

        Reader() {
            super(Opcodes.ASM9);
        }

        @Nullable Integer line(String method) {
            Integer line = lines.get(method);
            return line == null && method.equals("<clinit>") ? lines.get("<init>") : line;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            if (superName != null) {
                above.add(superName);
            }
            if (interfaces != null) {
                above.addAll(List.of(interfaces));
            }
        }

        @Override
        public void visitSource(@Nullable String source, @Nullable String debug) {
            file = source;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String type, @Nullable String signature, String @Nullable [] exceptions) {
            return (access & Opcodes.ACC_SYNTHETIC) != 0 ? null : new FirstLine(name);
        }

        private final class FirstLine extends MethodVisitor {
            private final String method;

            FirstLine(String method) {
                super(Opcodes.ASM9);
                this.method = method;
            }

            @Override
            public void visitLineNumber(int line, Label start) {
                lines.putIfAbsent(method, line);
            }
        }
    }
}
