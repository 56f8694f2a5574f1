package dev.leakcheck.internal.bytecode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Finds what a method fills once: it looks at a flag of the object, or at what stands for 'done' in a field, and sets it with
 * what was done.
 */
final class OnceCode extends MethodVisitor {

    private static final String FLAG = "java/util/concurrent/atomic/AtomicBoolean";

    private final Class<?> type;
    private final String owner;
    private final Guarded.Asked asked;
    private final Map<String, Integer> compared = new HashMap<>();
    private final Set<String> putAfterwards = new HashSet<>();
    /** What the methods of the same object put that are called there, as {@code super.start()} is. */
    private final Set<String> putByCalled = new HashSet<>();

    private int line;
    /** The field of the instance that was read just now. */
    private @Nullable String last;
    /** Whether that is a flag that is an object. */
    private boolean ofFlag;

    OnceCode(Class<?> type, Guarded.Asked asked) {
        super(Opcodes.ASM9);
        this.type = type;
        this.owner = Type.getInternalName(type);
        this.asked = asked;
    }

    @Override
    public void visitLineNumber(int number, Label start) {
        line = number;
    }

    @Override
    public void visitFieldInsn(int opcode, String ofClass, String name, String type) {
        boolean own = ofClass.equals(owner);
        if (own && opcode == Opcodes.GETFIELD) {
            last = name;
            ofFlag = isFlag(type);
        } else if (own && opcode == Opcodes.PUTFIELD && !compared.isEmpty()) {
            putAfterwards.add(name);
        }
    }

    /** A flag that is an object tells by its methods whether it is set, and is set by them, also at the same time. */
    @Override
    public void visitMethodInsn(int opcode, String ofClass, String name, String type, boolean isInterface) {
        boolean asks = ofFlag && asksFlag(ofClass, type);
        boolean sets =
                ofFlag && ofClass.equals(FLAG) && name.toLowerCase(Locale.ROOT).contains("set");
        if (last != null && sets && (asks || !compared.isEmpty())) {
            putAfterwards.add(last);
        }
        if (!compared.isEmpty() && opcode != Opcodes.INVOKESTATIC) {
            putByCalled.addAll(FieldWrites.of(this.type, ofClass, name, type));
        }
        last = asks ? last : null;
    }

    /** An answer that is dropped asks nothing. */
    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.POP) {
            last = null;
        }
    }

    /** Whether a field of this type holds a flag that is an object. */
    static boolean isFlag(String type) {
        return type.equals('L' + FLAG + ';');
    }

    /** Whether a method tells whether a flag that is an object is set. */
    static boolean asksFlag(String ofClass, String type) {
        return ofClass.equals(FLAG) && type.endsWith(")Z");
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        boolean isTrue = opcode == Opcodes.IFEQ || opcode == Opcodes.IFNE;
        boolean isSame = opcode == Opcodes.IF_ACMPEQ || opcode == Opcodes.IF_ACMPNE;
        if (last != null && (isTrue || isSame)) {
            compared.merge(last, line, Math::min);
        }
        last = null;
    }

    @Override
    public void visitEnd() {
        compared.forEach((flag, first) -> {
            if (putAfterwards.contains(flag)) {
                putAfterwards.forEach(filled -> asked.fillsOnce(filled, first));
                putByCalled.forEach(filled -> asked.fillsOnce(filled, first));
            }
        });
    }
}
