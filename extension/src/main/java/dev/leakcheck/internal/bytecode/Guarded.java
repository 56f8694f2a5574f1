package dev.leakcheck.internal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Tells whether a method asks the static state of its own class before it goes on: {@code if (instance == null)}. */
public final class Guarded {

    private static final String NO_PARAMETERS_BOOLEAN = "()Z";

    private Guarded() {}

    /** Whether a method of that name is such; false if the class cannot be read. */
    public static boolean byStaticState(Class<?> type, String method) {
        try (InputStream in = ClassFiles.open(type)) {
            if (in == null) {
                return false;
            }
            Reader reader = new Reader(type.getName().replace('.', '/'), method);
            new ClassReader(in).accept(reader, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return reader.guarded;
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static final class Reader extends ClassVisitor {
        private final String owner;
        private final String method;
        private boolean guarded;

        Reader(String owner, String method) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.method = method;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String type, String signature, String[] exceptions) {
            return name.equals(method) ? new Code() : null;
        }

        private final class Code extends MethodVisitor {
            private boolean asked;

            Code() {
                super(Opcodes.ASM9);
            }

            @Override
            public void visitFieldInsn(int opcode, String ofClass, String name, String type) {
                asked = opcode == Opcodes.GETSTATIC && ofClass.equals(owner);
            }

            @Override
            public void visitMethodInsn(int opcode, String ofClass, String name, String type, boolean isInterface) {
                asked = opcode == Opcodes.INVOKESTATIC && ofClass.equals(owner) && type.equals(NO_PARAMETERS_BOOLEAN);
            }

            @Override
            public void visitJumpInsn(int opcode, Label label) {
                guarded |= asked
                        && (opcode == Opcodes.IFNULL
                                || opcode == Opcodes.IFNONNULL
                                || opcode == Opcodes.IFEQ
                                || opcode == Opcodes.IFNE);
                asked = false;
            }
        }
    }
}
