package dev.leakcheck.internal.bytecode;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Tells which fields of its object a method fills by itself. */
final class FieldWrites extends ClassVisitor {

    private final String owner;
    private final String method;
    private final String descriptor;
    private final Set<String> fields = new HashSet<>();
    private boolean found;

    private FieldWrites(Class<?> type, String method, String descriptor) {
        super(Opcodes.ASM9);
        this.owner = Type.getInternalName(type);
        this.method = method;
        this.descriptor = descriptor;
    }

    /**
     * The fields that a method puts something into, as it is called in the code of a class; none if it is not one of that class or of
     * those that it extends, or no code of it can be read.
     *
     * @param ofClass the class that the call names, by its internal name
     */
    static Set<String> of(Class<?> from, String ofClass, String method, String descriptor) {
        boolean named = false;
        for (Class<?> at = from; at != null && at != Object.class; at = at.getSuperclass()) {
            named |= Type.getInternalName(at).equals(ofClass);
            if (named) {
                FieldWrites writes = new FieldWrites(at, method, descriptor);
                ClassFiles.read(at, writes, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
                if (writes.found) {
                    return writes.fields;
                }
            }
        }
        return Set.of();
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String type, String signature, String[] exceptions) {
        if (!name.equals(method) || !type.equals(descriptor)) {
            return null;
        }
        found = true;
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitFieldInsn(int opcode, String ofClass, String field, String ofType) {
                if (opcode == Opcodes.PUTFIELD && ofClass.equals(owner)) {
                    fields.add(field);
                }
            }
        };
    }
}
