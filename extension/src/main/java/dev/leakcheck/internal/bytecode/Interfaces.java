package dev.leakcheck.internal.bytecode;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Makes class files of interfaces. */
public final class Interfaces {

    private Interfaces() {}

    /** One without methods of its own; names as in {@link Class#getName}. */
    public static byte[] empty(String name, Class<?> extended) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(
                Opcodes.V1_8,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE,
                name.replace('.', '/'),
                null,
                "java/lang/Object",
                new String[] {extended.getName().replace('.', '/')});
        writer.visitEnd();
        return writer.toByteArray();
    }
}
