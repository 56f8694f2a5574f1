package dev.leakcheck.internal.bytecode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Knows, while the code of a method is read from top to bottom, where a certain field has been found to be null:
 * {@code if (instance == null) instance = …} and {@code if (instance != null) return instance; instance = …}. What it does
 * not recognise it takes for code that runs in any case.
 */
abstract class NullBranches extends MethodVisitor {

    private final String owner;
    private final String field;
    private final Set<Integer> copies = new HashSet<>();
    private final Set<Label> begins = new HashSet<>();
    private final Set<Label> reachedOtherwise = new HashSet<>();
    private @Nullable Label end;
    private boolean endless;
    /** How many times the field's value lies on top of the stack. */
    private int onStack;

    private boolean nullOnStack;
    /** Whether null lies below the field's value, as in {@code null == instance}. */
    private boolean nullFirst;

    private boolean unreachable;

    NullBranches(String owner, String field) {
        super(Opcodes.ASM9);
        this.owner = owner;
        this.field = field;
    }

    /** Whether what is read now runs only if the field was null. */
    final boolean isInside() {
        return endless || end != null;
    }

    /** Whether a write to the field that is read now makes it null. */
    final boolean writesNull() {
        return nullOnStack;
    }

    private void next() {
        onStack = 0;
        nullOnStack = false;
        nullFirst = false;
        unreachable = false;
    }

    @Override
    public void visitFieldInsn(int opcode, String ofClass, String name, String type) {
        boolean read = opcode == Opcodes.GETSTATIC || opcode == Opcodes.GETFIELD;
        boolean below = read && (nullOnStack || nullFirst);
        next();
        nullFirst = below;
        onStack = read && ofClass.equals(owner) && name.equals(field) ? 1 : 0;
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        int before = onStack;
        boolean below = opcode == Opcodes.ALOAD && (nullOnStack || nullFirst);
        next();
        nullFirst = below;
        if (opcode == Opcodes.ASTORE && before > 0) {
            copies.add(variable);
            onStack = before - 1;
        } else if (opcode == Opcodes.ASTORE) {
            copies.remove(variable);
        } else {
            onStack = opcode == Opcodes.ALOAD && copies.contains(variable) ? 1 : 0;
        }
    }

    @Override
    public void visitInsn(int opcode) {
        boolean duplicated = onStack > 0 && opcode == Opcodes.DUP;
        next();
        onStack = duplicated ? 2 : 0;
        nullOnStack = opcode == Opcodes.ACONST_NULL;
        unreachable = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN || opcode == Opcodes.ATHROW;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        boolean asked = onStack > 0;
        boolean asksFirst = asked && nullFirst;
        next();
        if (asked && opcode == Opcodes.IFNULL || asksFirst && opcode == Opcodes.IF_ACMPEQ) {
            begins.add(label);
        } else if ((asked && opcode == Opcodes.IFNONNULL || asksFirst && opcode == Opcodes.IF_ACMPNE) && !isInside()) {
            end = label;
        } else if (!isInside()) {
            reachedOtherwise.add(label);
        }
        unreachable = opcode == Opcodes.GOTO;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label stop, Label handler, @Nullable String type) {
        reachedOtherwise.add(handler);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label standard, Label... labels) {
        switchedTo(standard, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label standard, int[] keys, Label[] labels) {
        switchedTo(standard, labels);
    }

    private void switchedTo(Label standard, Label[] labels) {
        next();
        unreachable = true;
        if (!isInside()) {
            reachedOtherwise.add(standard);
            reachedOtherwise.addAll(List.of(labels));
        }
    }

    @Override
    public void visitLabel(Label label) {
        if (reachedOtherwise.contains(label)) {
            end = null;
            endless = false;
        } else if (label == end) {
            end = null;
        } else if (begins.contains(label) && unreachable) {
            // What comes before it does not run into it.
            endless = true;
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String ofClass, String name, String type, boolean isInterface) {
        next();
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
        next();
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        next();
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        next();
    }

    @Override
    public void visitLdcInsn(Object value) {
        next();
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        next();
    }

    @Override
    public void visitMultiANewArrayInsn(String type, int dimensions) {
        next();
    }
}
