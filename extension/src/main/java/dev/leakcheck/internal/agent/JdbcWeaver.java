package dev.leakcheck.internal.agent;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Weaves the JDBC methods of one class, if it has any; first it only looks. */
final class JdbcWeaver extends ClassVisitor {

    private static final int ONLY_NAMES = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

    private final boolean writes;
    private final JdbcCovariants covariants;
    private String owner = "";
    private int version;
    private boolean closable;
    private boolean found;

    private JdbcWeaver(@Nullable ClassVisitor next, JdbcCovariants covariants) {
        super(Opcodes.ASM9, next);
        this.writes = next != null;
        this.covariants = covariants;
    }

    /** The woven class, or null if it has no such method. */
    static byte @Nullable [] weave(byte[] original) {
        ClassReader reader = new ClassReader(original);
        if ((reader.getAccess() & Opcodes.ACC_INTERFACE) != 0) {
            return null;
        }
        JdbcCovariants covariants = new JdbcCovariants();
        JdbcWeaver look = new JdbcWeaver(null, covariants);
        reader.accept(look, ONLY_NAMES);
        if (!look.found) {
            return null;
        }
        covariants.end();
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new JdbcWeaver(writer, covariants), 0);
        return writer.toByteArray();
    }

    @Override
    public void visit(
            int itsVersion,
            int access,
            String name,
            @Nullable String signature,
            String superName,
            String[] interfaces) {
        owner = name;
        version = itsVersion;
        closable = JdbcWeaving.looksLikeConnection(name);
        super.visit(itsVersion, access, name, signature, superName, interfaces);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
        JdbcMethod method = JdbcMethod.of(owner, access, name, descriptor);
        if (writes) {
            method = method == null ? covariants.of(access, name, descriptor) : method;
        } else {
            covariants.visit(access, name, descriptor, method);
        }
        if (method == null) {
            return code;
        }
        found |= method.gives() || closable;
        return writes ? new HandOut(code, method, access, name, descriptor, version) : null;
    }
}
