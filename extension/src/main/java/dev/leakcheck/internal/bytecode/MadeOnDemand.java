package dev.leakcheck.internal.bytecode;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Tells which fields a class fills once for all: wherever its code puts something into one it has asked before whether it is
 * null, or it prepares all tests.
 */
public final class MadeOnDemand {

    /** By class value, so that no class loader of the user's is kept alive. */
    private static final ClassValue<Fields> KNOWN = new ClassValue<>() {
        @Override
        protected Fields computeValue(Class<?> type) {
            return read(type);
        }
    };

    /**
     * What the code of a class does with its fields.
     *
     * @param onDemand those that it asks before it fills them, wherever it does
     * @param once those that it fills on demand or when it is initialised, and at no other time
     */
    private record Fields(Set<String> onDemand, Set<String> once) {}

    private static final String BOX = "java/util/concurrent/atomic/AtomicReference";
    private static final Pattern SETS = Pattern.compile("[sS]et|[uU]pdate|accumulate|exchange");

    private MadeOnDemand() {}

    /** The names of such fields that the class itself declares and asks; none if it cannot be read. */
    public static Set<String> fields(Class<?> type) {
        return KNOWN.get(type).onDemand();
    }

    /** Whether the code of the class itself fills a field on demand, or when it is initialised, and at no other time. */
    public static boolean isFilledOnce(Class<?> type, String field) {
        return KNOWN.get(type).once().contains(field);
    }

    private static Fields read(Class<?> type) {
        Reader reader = new Reader(Type.getInternalName(type));
        if (!ClassFiles.read(type, reader, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG)) {
            return new Fields(Set.of(), Set.of());
        }
        reader.asked.removeAll(reader.replaced);
        reader.initialised.addAll(reader.asked);
        reader.initialised.removeAll(reader.replaced);
        return new Fields(Set.copyOf(reader.asked), Set.copyOf(reader.initialised));
    }

    private static final class Reader extends ClassVisitor {
        private final String owner;
        private final Set<String> asked = new HashSet<>();
        private final Set<String> initialised = new HashSet<>();
        /** Those that something is put into, whatever is in them. */
        private final Set<String> replaced = new HashSet<>();

        Reader(String owner) {
            super(Opcodes.ASM9);
            this.owner = owner;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new Code(name.equals("<clinit>") || name.equals("<init>"));
        }

        private final class Code extends MethodVisitor {
            private final Set<String> askedHere = new HashSet<>();
            /** Those that hold an atomic reference, and were read. */
            private final Set<String> boxes = new HashSet<>();

            private boolean preparesAll;
            private boolean isNull;
            /** Whether null lies below the field that was read. */
            private boolean nullFirst;

            private @Nullable String field;

            Code(boolean initialises) {
                super(Opcodes.ASM9);
                preparesAll = initialises;
            }

            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                preparesAll |= descriptor.equals("Lorg/junit/jupiter/api/BeforeAll;");
                return null;
            }

            @Override
            public void visitInsn(int opcode) {
                isNull = opcode == Opcodes.ACONST_NULL;
            }

            @Override
            public void visitFieldInsn(int opcode, String ofClass, String name, String descriptor) {
                boolean puts = opcode == Opcodes.PUTSTATIC || opcode == Opcodes.PUTFIELD;
                if (ofClass.equals(owner) && puts && !isNull && !askedHere.contains(name)) {
                    (preparesAll ? initialised : replaced).add(name);
                }
                field = ofClass.equals(owner) && !puts ? name : null;
                nullFirst = isNull && !puts;
                isNull = false;
                if (field != null && descriptor.equals('L' + BOX + ';')) {
                    boxes.add(name);
                }
            }

            /** To read an atomic reference is to ask the field; of several it is not known which one is set. */
            @Override
            public void visitMethodInsn(int opcode, String ofClass, String name, String type, boolean isInterface) {
                boolean ofBox = ofClass.equals(BOX);
                if (ofBox && SETS.matcher(name).find() && !isNull && !preparesAll) {
                    boxes.stream().filter(box -> !askedHere.contains(box)).forEach(replaced::add);
                }
                field = ofBox && name.equals("get") ? field : null;
                isNull = false;
            }

            @Override
            public void visitJumpInsn(int opcode, Label label) {
                boolean isSame = opcode == Opcodes.IF_ACMPEQ || opcode == Opcodes.IF_ACMPNE;
                boolean asks = opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL || isSame && nullFirst;
                if (field != null && asks) {
                    asked.add(field);
                    askedHere.add(field);
                }
                field = null;
                isNull = false;
            }
        }
    }
}
