package dev.leakcheck.internal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Tells what a class does but once in a JVM, as a flag in a private static field of it says: the method comes there only if the
 * flag was not set, sets it, and nobody ever does the contrary, but for a shutdown hook.
 */
public final class OncePerJvm {

    /** By class value, so that no class loader of the user's is kept alive. */
    private static final ClassValue<Map<String, Set<Integer>>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<String, Set<Integer>> computeValue(Class<?> type) {
            return type.isHidden() ? Map.of() : read(type);
        }
    };

    private OncePerJvm() {}

    /** Whether the calls of a line are such; false if the class, or those that it shares what is private with, cannot be read. */
    public static boolean is(Class<?> type, String method, int line) {
        return KNOWN.get(type).getOrDefault(method, Set.of()).contains(line);
    }

    private static Map<String, Set<Integer>> read(Class<?> type) {
        try {
            Reader reader = new Reader(type.getName().replace('.', '/'));
            reader.read(reader.owner);
            return reader.flags.guarded.isEmpty() ? Map.of() : reader.lines();
        } catch (IOException | RuntimeException unreadable) {
            return Map.of();
        }
    }

    private static final class Reader extends ClassVisitor {
        private final String owner;
        private final StaticFlags flags = new StaticFlags();
        private final Set<String> declared = new HashSet<>();
        private String current = "";

        Reader(String owner) {
            super(Opcodes.ASM9);
            this.owner = owner;
        }

        private void read(String internalName) throws IOException {
            try (InputStream in = ClassFiles.open(internalName)) {
                current = internalName;
                new ClassReader(in).accept(this, ClassReader.SKIP_FRAMES);
            }
        }

        /** What is private is open to the whole nest: all of it is read before a flag is believed. */
        Map<String, Set<Integer>> lines() throws IOException {
            Set<String> others = Nest.of(owner);
            others.remove(owner);
            for (String member : others) {
                read(member);
            }
            Map<String, Set<Integer>> lines = new HashMap<>();
            flags.guarded.forEach((flag, byMethod) -> {
                if (declared.contains(flag) && !flags.isReset(flag)) {
                    byMethod.forEach((method, some) -> lines.computeIfAbsent(method, unknown -> new HashSet<>())
                            .addAll(some));
                }
            });
            return lines;
        }

        @Override
        public @Nullable FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            int both = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
            if ((access & both) == both) {
                declared.add(current + '.' + name);
            }
            return null;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
            return new FlagCode(flags, current, name, type, current.equals(owner));
        }
    }
}
