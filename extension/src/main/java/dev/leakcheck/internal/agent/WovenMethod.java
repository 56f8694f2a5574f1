package dev.leakcheck.internal.agent;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Inserts the steps of choke points into one method. */
final class WovenMethod extends MethodVisitor {

    private final String owner;
    private final boolean constructor;
    private final Set<String> fields;
    private final List<ChokePoint> points;
    private final Set<ChokePoint> woven;
    private boolean delegating;
    private @Nullable Label guarded;

    WovenMethod(
            MethodVisitor next,
            String owner,
            String name,
            Set<String> fields,
            List<ChokePoint> points,
            Set<ChokePoint> woven) {
        super(Opcodes.ASM9, next);
        this.owner = owner;
        this.constructor = name.equals("<init>");
        this.fields = fields;
        this.points = points;
        this.woven = woven;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        for (ChokePoint point : points) {
            if (point.place() == ChokePoint.Place.ENTRY) {
                weave(point);
            }
        }
        if (hasFinally()) {
            guarded = new Label();
            visitLabel(guarded);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            for (ChokePoint point : points) {
                if (isEnd(point.place()) && !delegating) {
                    weave(point);
                }
            }
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitMethodInsn(int opcode, String calleeOwner, String name, String descriptor, boolean isInterface) {
        for (ChokePoint point : points) {
            if (point.place() == ChokePoint.Place.BEFORE_CALL && point.callee().equals(name)) {
                weave(point);
            }
        }
        super.visitMethodInsn(opcode, calleeOwner, name, descriptor, isInterface);
        // this(...): the constructor that it delegates to reports the object.
        if (constructor && opcode == Opcodes.INVOKESPECIAL && name.equals("<init>") && calleeOwner.equals(owner)) {
            delegating = true;
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (guarded != null) {
            rethrowAtEnd(guarded);
        }
        super.visitMaxs(maxStack, maxLocals);
    }

    /**
     * One handler around the whole method, behind its own ones. It is the only frame that weaving adds: nothing but
     * {@code this} is known there, which javac never overwrites.
     */
    private void rethrowAtEnd(Label start) {
        Label handler = new Label();
        visitTryCatchBlock(start, handler, handler, null);
        visitLabel(handler);
        visitFrame(Opcodes.F_FULL, 1, new Object[] {owner}, 1, new Object[] {"java/lang/Throwable"});
        for (ChokePoint point : points) {
            if (point.place() == ChokePoint.Place.FINALLY) {
                weave(point);
            }
        }
        super.visitInsn(Opcodes.ATHROW);
    }

    private boolean hasFinally() {
        for (ChokePoint point : points) {
            if (point.place() == ChokePoint.Place.FINALLY) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEnd(ChokePoint.Place place) {
        return place == ChokePoint.Place.EXIT || place == ChokePoint.Place.FINALLY;
    }

    private void weave(ChokePoint point) {
        for (Step step : point.steps()) {
            step.emit(mv, owner, fields);
        }
        woven.add(point);
    }
}
