package dev.leakcheck.internal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Knows arrays that a library keeps in a static final field: tables of constants and caches of a fixed size, such as the
 * transitions of a generated parser. They are as large as they can get, whoever is the first to use them.
 */
public final class LibraryTable {

    private LibraryTable() {}

    /**
     * Whether the static initialiser of a library's class may have filled a field: it does more than to make an empty
     * object for it, which only those who use the library fill.
     */
    public static boolean mayBeFilledAtFirstUse(String className, String field) {
        InitialiserReader reader = new InitialiserReader(className.replace('.', '/'), field);
        return isReadOfLibrary(className, reader, ClassReader.SKIP_FRAMES) && reader.fills;
    }

    /** Tells whether a field is such; what the objects in it hold in turn may grow all the same. */
    public static boolean is(String className, String field) {
        Reader reader = new Reader(field);
        return isReadOfLibrary(className, reader, ClassReader.SKIP_CODE) && reader.bounded;
    }

    private static boolean isReadOfLibrary(String className, ClassVisitor reader, int skipped) {
        if (!Libraries.have(className)) {
            return false;
        }
        try (InputStream in = ClassFiles.open(className.replace('.', '/'))) {
            new ClassReader(in).accept(reader, ClassReader.SKIP_DEBUG | skipped);
            return true;
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static final class Reader extends ClassVisitor {
        private final String field;
        private boolean bounded;

        Reader(String field) {
            super(Opcodes.ASM9);
            this.field = field;
        }

        @Override
        public @Nullable FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            int fixed = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
            if (name.equals(field) && (access & fixed) == fixed && type.startsWith("[")) {
                Type element = Type.getType(type).getElementType();
                // An array of collections grows with these.
                bounded = element.getSort() != Type.OBJECT || JdkCall.isOutOfQuestion(element.getInternalName());
            }
            return null;
        }
    }

    /** Looks at what {@code <clinit>} does to a field. */
    private static final class InitialiserReader extends ClassVisitor {
        private static final Pattern PRIMITIVES = Pattern.compile("\\([ZBCSIJFD]*\\)V");

        private final String owner;
        private final String field;
        private boolean fills;

        InitialiserReader(String owner, String field) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.field = field;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String type, String signature, String[] exceptions) {
            return name.equals("<clinit>") ? new Code() : null;
        }

        private final class Code extends MethodVisitor {
            /** Whether what was made last is a new object of which nothing is known but figures. */
            private boolean empty;

            Code() {
                super(Opcodes.ASM9);
            }

            @Override
            public void visitFieldInsn(int opcode, String ofClass, String name, String type) {
                boolean mine = ofClass.equals(owner) && name.equals(field);
                fills |= mine && (opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC && !empty);
                empty = false;
            }

            @Override
            public void visitMethodInsn(int opcode, String ofClass, String name, String type, boolean isInterface) {
                boolean wraps = ofClass.equals("java/util/Collections");
                empty = opcode == Opcodes.INVOKESPECIAL
                                && PRIMITIVES.matcher(type).matches()
                        || wraps && empty;
                // It may be what fills the field.
                fills |= opcode == Opcodes.INVOKESTATIC && ofClass.equals(owner);
            }
        }
    }
}
