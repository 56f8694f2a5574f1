package dev.leakcheck.internal.agent;

import dev.leakcheck.bootstrap.Hooks;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Reports that a method is entered, and how it ends. Parameters are read at its entry only, where no obfuscator can have
 * used their places for something else; the handler's frame claims nothing of the locals, so that no class need be
 * looked up to compute it.
 */
final class HandOut extends MethodVisitor {

    private static final int FRAMES_SINCE = Opcodes.V1_6;

    private final JdbcMethod method;
    private final boolean isStatic;
    private final boolean hasFrames;
    private final String name;
    private final String descriptor;
    private final Label start = new Label();

    HandOut(MethodVisitor next, JdbcMethod method, int access, String name, String descriptor, int classVersion) {
        super(Opcodes.ASM9, next);
        this.method = method;
        this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
        this.hasFrames = (classVersion & 0xffff) >= FRAMES_SINCE;
        this.name = name;
        this.descriptor = descriptor;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (isStatic) {
            super.visitInsn(Opcodes.ACONST_NULL);
        } else {
            super.visitVarInsn(Opcodes.ALOAD, 0);
        }
        if (method.kind() == Hooks.METADATA) {
            super.visitLdcInsn(name);
        } else if (method.keepsText(descriptor)) {
            super.visitVarInsn(Opcodes.ALOAD, isStatic ? 0 : 1);
        } else {
            super.visitInsn(Opcodes.ACONST_NULL);
        }
        number(method.kind());
        if (!method.gives()) {
            number(method.does());
            call("handle", "(Ljava/lang/Object;Ljava/lang/String;III)V");
        } else {
            call("handOut", "(Ljava/lang/Object;Ljava/lang/String;II)V");
            super.visitLabel(start);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN && method.gives()) {
            super.visitInsn(Opcodes.DUP);
            number(method.kind());
            call("handedOut", "(Ljava/lang/Object;II)V");
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (method.gives()) {
            Label end = new Label();
            super.visitTryCatchBlock(start, end, end, null);
            super.visitLabel(end);
            if (hasFrames) {
                super.visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"});
            }
            number(method.kind());
            call("refused", "(II)V");
            super.visitInsn(Opcodes.ATHROW);
        }
        super.visitMaxs(maxStack, maxLocals);
    }

    private void number(int value) {
        super.visitIntInsn(Opcodes.SIPUSH, value);
    }

    /** The last argument of all is the hook. */
    private void call(String hook, String itsDescriptor) {
        number(Hook.JDBC.ordinal());
        super.visitMethodInsn(Opcodes.INVOKESTATIC, Step.HOOKS, hook, itsDescriptor, false);
    }
}
