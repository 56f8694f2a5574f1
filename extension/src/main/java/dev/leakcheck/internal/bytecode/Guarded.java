package dev.leakcheck.internal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Tells what a method asks before it makes something: the static state of its own class, as {@code if (instance == null)}
 * does, or the instance's, as {@code if (this.worker == null)} does.
 */
public final class Guarded {

    private static final String NO_PARAMETERS = "()";
    private static final String NO_PARAMETERS_BOOLEAN = "()Z";

    /** To read one of these is to ask the field that holds it. */
    private static final Set<String> BOXES =
            Set.of("java/util/concurrent/atomic/AtomicReference", "java/util/Optional");

    /** By class value, so that no class loader of the user's is kept alive. */
    private static final ClassValue<Map<String, Guards>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<String, Guards> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /**
     * What is asked.
     *
     * @param byStaticState whether the static state of the class is
     * @param emptyFields the fields of the instance that are, whether they are empty
     */
    public record Guards(boolean byStaticState, Set<String> emptyFields) {}

    private static final Guards NONE = new Guards(false, Set.of());

    private Guarded() {}

    /** What the methods of that name ask; nothing if the class cannot be read. */
    public static Guards of(Class<?> type, String method) {
        return KNOWN.get(type).computeIfAbsent(method, name -> read(type, name));
    }

    private static Guards read(Class<?> type, String method) {
        try (InputStream in = ClassFiles.open(type)) {
            if (in == null) {
                return NONE;
            }
            Reader reader = new Reader(type.getName().replace('.', '/'), method);
            new ClassReader(in).accept(reader, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return new Guards(reader.guarded, Set.copyOf(reader.emptyFields));
        } catch (IOException | RuntimeException unreadable) {
            return NONE;
        }
    }

    private static final class Reader extends ClassVisitor {
        private final String owner;
        private final String method;
        private final Set<String> emptyFields = new HashSet<>();
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
            private boolean unboxed;
            private @Nullable String field;

            Code() {
                super(Opcodes.ASM9);
            }

            @Override
            public void visitFieldInsn(int opcode, String ofClass, String name, String type) {
                asked = opcode == Opcodes.GETSTATIC && ofClass.equals(owner);
                field = opcode == Opcodes.GETFIELD && ofClass.equals(owner) ? name : null;
                unboxed = false;
            }

            @Override
            public void visitMethodInsn(int opcode, String ofClass, String name, String type, boolean isInterface) {
                if (BOXES.contains(ofClass) && type.startsWith(NO_PARAMETERS)) {
                    unboxed = true;
                    return;
                }
                asked = opcode == Opcodes.INVOKESTATIC && ofClass.equals(owner) && type.equals(NO_PARAMETERS_BOOLEAN);
                field = null;
            }

            @Override
            public void visitJumpInsn(int opcode, Label label) {
                boolean isNull = opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL;
                boolean isTrue = opcode == Opcodes.IFEQ || opcode == Opcodes.IFNE;
                guarded |= asked && (isNull || isTrue);
                if (field != null && (isNull || isTrue && unboxed)) {
                    emptyFields.add(field);
                }
                asked = false;
                field = null;
            }
        }
    }
}
