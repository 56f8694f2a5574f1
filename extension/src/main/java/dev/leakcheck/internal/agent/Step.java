package dev.leakcheck.internal.agent;

import dev.leakcheck.bootstrap.Hooks;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * One woven instruction. Only straight-line code: it needs no new stack map frames. A class's own field may be read (its
 * presence is checked when weaving), members of other classes may not: a missing one would throw in the user's face.
 */
record Step(int opcode, String name, String descriptor, int operand) {

    /** The hooks' name once they are inside java.base; the package is an exported one, and opened: see {@link BootHooks}. */
    static final String HOOKS = "java/util/function/LeakCheckHooks";

    static final Step THIS = load(Opcodes.ALOAD, 0);
    static final Step NULL = new Step(Opcodes.ACONST_NULL, "", "", 0);
    static final Step DUP = new Step(Opcodes.DUP, "", "", 0);
    static final Step SWAP = new Step(Opcodes.SWAP, "", "", 0);
    static final Step NO_LEADER = number(-1);
    static final Step PREVIOUS_LEADS = number(Hooks.LEADER_IS_PREVIOUS);

    /** Expects fd, kind, leader. */
    static final Step DESCRIPTOR = call("descriptor", "(III)V");

    /** Expects the leader, its kind, an array of followers, their kind. */
    static final Step DESCRIPTORS = call("descriptors", "(II[II)V");

    /** Expects fd, its kind, the kind of the descriptor opened before. */
    static final Step LEAD_PREVIOUS = call("leadPrevious", "(III)V");

    /** Expects subject, bytes. */
    static final Step MEMORY = call("memory", "(Ljava/lang/Object;J)V");

    /** Expects subject, detail, hook. */
    static final Step FIRE = call("fire", "(Ljava/lang/Object;Ljava/lang/Object;I)V");

    /** Expects subject, detail, number, hook. */
    static final Step FIRE_NUMBER = call("fire", "(Ljava/lang/Object;Ljava/lang/Object;JI)V");

    /** Expects argument, context, number of the replacement; leaves an object. */
    static final Step REPLACE = call("replace", "(Ljava/lang/Object;Ljava/lang/Object;I)Ljava/lang/Object;");

    private static final int FIELD_OR_MINUS_ONE = -1;

    static Step object(int slot) {
        return load(Opcodes.ALOAD, slot);
    }

    static Step integer(int slot) {
        return load(Opcodes.ILOAD, slot);
    }

    static Step bigInteger(int slot) {
        return load(Opcodes.LLOAD, slot);
    }

    static Step kind(DescriptorKind kind) {
        return number(kind.ordinal());
    }

    static Step hook(Hook hook) {
        return number(hook.ordinal());
    }

    static Step replacement(Replacement replacement) {
        return number(replacement.ordinal());
    }

    static Step cast(String type) {
        return new Step(Opcodes.CHECKCAST, type, "", 0);
    }

    static Step store(int slot) {
        return load(Opcodes.ASTORE, slot);
    }

    /** Replaces {@code this} on the stack by one of its fields. */
    static Step field(String name, String descriptor) {
        return new Step(Opcodes.GETFIELD, name, descriptor, 0);
    }

    /** A long field of this object, or -1 where the class has none. */
    static Step longFieldIfAny(String name) {
        return new Step(FIELD_OR_MINUS_ONE, name, "J", 0);
    }

    /** The field that the class must have, or an empty string. */
    String requiredField() {
        return opcode == Opcodes.GETFIELD ? name.concat(":").concat(descriptor) : "";
    }

    void emit(MethodVisitor code, String owner, java.util.Set<String> fields) {
        switch (opcode) {
            case Opcodes.ALOAD, Opcodes.ILOAD, Opcodes.LLOAD, Opcodes.ASTORE -> code.visitVarInsn(opcode, operand);
            case Opcodes.SIPUSH -> code.visitIntInsn(opcode, operand);
            case Opcodes.CHECKCAST -> code.visitTypeInsn(opcode, name);
            case Opcodes.GETFIELD -> code.visitFieldInsn(opcode, owner, name, descriptor);
            case Opcodes.INVOKESTATIC -> code.visitMethodInsn(opcode, HOOKS, name, descriptor, false);
            case FIELD_OR_MINUS_ONE -> {
                if (fields.contains(name.concat(":J"))) {
                    code.visitVarInsn(Opcodes.ALOAD, 0);
                    code.visitFieldInsn(Opcodes.GETFIELD, owner, name, descriptor);
                } else {
                    code.visitLdcInsn(-1L);
                }
            }
            default -> code.visitInsn(opcode);
        }
    }

    private static Step load(int opcode, int slot) {
        return new Step(opcode, "", "", slot);
    }

    private static Step number(int value) {
        return new Step(Opcodes.SIPUSH, "", "", value);
    }

    private static Step call(String name, String descriptor) {
        return new Step(Opcodes.INVOKESTATIC, name, descriptor, 0);
    }
}
