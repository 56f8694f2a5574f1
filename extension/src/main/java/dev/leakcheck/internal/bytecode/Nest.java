package dev.leakcheck.internal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** The classes that see what is private in one of them. */
final class Nest extends ClassVisitor {

    private final Set<String> found = new HashSet<>();

    private Nest() {
        super(Opcodes.ASM9);
    }

    /** The internal names, that of the class itself included; fails if a file is missing. */
    static Set<String> of(String internalName) throws IOException {
        Nest nest = new Nest();
        nest.read(internalName);
        for (String host : Set.copyOf(nest.found)) {
            nest.read(host);
        }
        nest.found.add(internalName);
        return nest.found;
    }

    private void read(String internalName) throws IOException {
        try (InputStream in = ClassFiles.open(internalName)) {
            new ClassReader(in).accept(this, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        }
    }

    @Override
    public void visitNestHost(String host) {
        found.add(host);
    }

    @Override
    public void visitNestMember(String member) {
        found.add(member);
    }
}
