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

    private static final String ATOMIC = "java/util/concurrent/atomic/";
    private static final String FLAG = ATOMIC + "AtomicBoolean";

    /** What changes a state from one to another, and tells whether it was that one: of itself, or of a field of the object. */
    private static final Set<String> STATES = Set.of(
            ATOMIC + "AtomicInteger",
            ATOMIC + "AtomicReference",
            ATOMIC + "AtomicIntegerFieldUpdater",
            ATOMIC + "AtomicReferenceFieldUpdater",
            "java/lang/invoke/VarHandle");

    private static final String THREAD = "java/lang/Thread";

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
    /** Whether it, or the static field that was read just now, is a state that is. */
    private boolean ofState;
    /** The field that was read for the thread in it. */
    private @Nullable String thread;

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
        boolean state = isState(type);
        thread = null;
        if (own && (opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC && state)) {
            last = name;
            ofFlag = isFlag(type);
            ofState = state;
            thread = name;
        } else if (own && opcode == Opcodes.PUTFIELD && !compared.isEmpty()) {
            putAfterwards.add(name);
        }
    }

    /** A flag that is an object tells by its methods whether it is set, and is set by them, also at the same time. */
    @Override
    public void visitMethodInsn(int opcode, String ofClass, String name, String type, boolean isInterface) {
        boolean changes = ofState && STATES.contains(ofClass) && name.startsWith("compareAndSet");
        boolean asks = ofFlag && asksFlag(ofClass, type) || changes;
        boolean sets = changes
                || ofFlag
                        && ofClass.equals(FLAG)
                        && name.toLowerCase(Locale.ROOT).contains("set");
        if (last != null && sets && (asks || !compared.isEmpty())) {
            putAfterwards.add(last);
        }
        if (!compared.isEmpty() && opcode != Opcodes.INVOKESTATIC) {
            putByCalled.addAll(FieldWrites.of(this.type, ofClass, name, type));
        }
        boolean starts = ofClass.equals(THREAD) && name.equals("start");
        if (starts && thread != null && !compared.isEmpty()) {
            putAfterwards.add(thread); // made before, but nothing that anybody has to end until now
        }
        last = asks ? last : null;
        thread = null;
    }

    /** A state that counts is another one each time. */
    @Override
    public void visitVarInsn(int opcode, int variable) {
        if (opcode == Opcodes.ILOAD) {
            last = null;
        }
    }

    /** An answer that is dropped asks nothing. */
    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.POP) {
            last = null;
        }
    }

    private static boolean isState(String type) {
        return Type.getType(type).getSort() == Type.OBJECT
                && STATES.contains(Type.getType(type).getInternalName());
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
