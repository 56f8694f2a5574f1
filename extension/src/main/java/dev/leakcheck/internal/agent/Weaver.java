package dev.leakcheck.internal.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Weaves the choke points of one class; methods, fields and frames stay as they are, as retransformation demands. */
final class Weaver extends ClassVisitor {

    private final List<ChokePoint> points;
    // By identity: a record's hashCode is linked by invokedynamic, which takes 40 ms in a fresh JVM.
    private final Set<ChokePoint> woven = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> fields = new HashSet<>();
    private String owner = "";

    private Weaver(ClassVisitor next, List<ChokePoint> points) {
        super(Opcodes.ASM9, next);
        this.points = points;
    }

    /**
     * The woven class, or null if nothing fits.
     *
     * @param missing gets the labels of choke points that the class does not have
     */
    static byte @Nullable [] weave(byte[] original, List<ChokePoint> points, List<String> missing) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Weaver weaver = new Weaver(writer, points);
        reader.accept(weaver, 0);
        for (ChokePoint point : points) {
            if (!weaver.woven.contains(point) && Runtime.version().feature() >= point.since()) {
                missing.add(point.label());
            }
        }
        return weaver.woven.isEmpty() ? null : writer.toByteArray();
    }

    @Override
    public void visit(
            int version, int access, String name, @Nullable String signature, String superName, String[] interfaces) {
        owner = name;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        fields.add(name.concat(":").concat(descriptor));
        return super.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
        if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
            return code;
        }
        List<ChokePoint> here = null;
        for (ChokePoint point : points) {
            if (point.matches(name, descriptor) && hasFieldsFor(point)) {
                here = here == null ? new ArrayList<>(2) : here;
                here.add(point);
            }
        }
        return here == null ? code : new WovenMethod(code, owner, name, fields, here, woven);
    }

    /** Class files list fields before methods, and so does ASM. */
    private boolean hasFieldsFor(ChokePoint point) {
        for (Step step : point.steps()) {
            if (!step.requiredField().isEmpty() && !fields.contains(step.requiredField())) {
                return false;
            }
        }
        return true;
    }
}
