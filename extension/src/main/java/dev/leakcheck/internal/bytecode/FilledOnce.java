package dev.leakcheck.internal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Proves that what a field holds was put there while its class, or the object that has it, was initialised: by the code
 * of the class, nothing else can have done it. What cannot be proved may be so all the same.
 */
public final class FilledOnce {

    private static final Pattern CHANGES = Pattern.compile(
            "(add|put|set|compute|merge|offer|push|insert|append|replace|register|store|fill|enqueue|submit|schedule)"
                    + "([A-Z]\\w*)?");

    private static final Pattern UNCHANGEABLE =
            Pattern.compile("java\\.util\\.(ImmutableCollections\\$|Collections\\$(Unmodifiable|Empty|Singleton)).*");

    /** Of which not even the size can change. */
    private static final Pattern VALUES = Pattern.compile("(boolean|byte|char|short|int|long|float|double)\\[]");

    private static final Pattern CONTAINER = Pattern.compile("java\\..*|.*\\[]");

    private FilledOnce() {}

    /**
     * Tells whether a field is such.
     *
     * @param target the class of what the field holds now
     * @param onDemand whether it may also have been put there later, by code that had found the field to be null
     * @return false if that cannot be proved
     */
    public static boolean proves(String className, String field, String target, boolean onDemand) {
        try {
            Reader reader = new Reader(className.replace('.', '/'), field, onDemand);
            reader.read(reader.owner);
            // What is private is open to the whole nest.
            reader.read(reader.nestHost);
            for (String member : Set.copyOf(reader.nestMembers)) {
                reader.read(member);
            }
            return reader.proves(target);
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            return false;
        }
    }

    private static final class Reader extends ClassVisitor {
        private final String owner;
        private final String field;
        private final boolean onDemand;
        private final Map<String, Method> methods = new HashMap<>();
        private final Set<String> read = new HashSet<>();
        private final Set<String> nestMembers = new HashSet<>();
        private String nestHost;
        private boolean own;
        private String current = "";
        private String descriptor = "";
        private boolean closed;
        private boolean isStatic;
        private boolean isFinal;

        Reader(String owner, String field, boolean onDemand) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.nestHost = owner;
            this.field = field;
            this.onDemand = onDemand;
        }

        void read(String internalName) throws IOException {
            if (!read.add(internalName)) {
                return;
            }
            try (InputStream in = ClassFiles.open(internalName)) {
                if (in == null) {
                    throw new IOException("no class file");
                }
                current = internalName;
                own = internalName.equals(owner);
                new ClassReader(in).accept(this, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            }
        }

        @Override
        public void visitNestHost(String host) {
            nestHost = host;
        }

        @Override
        public void visitNestMember(String member) {
            nestMembers.add(member);
        }

        boolean proves(String target) {
            if (descriptor.isEmpty()) {
                return false;
            }
            Set<String> initial = initialMethods();
            // An object of a class of its own is judged by its own fields.
            boolean container = CONTAINER.matcher(target).matches();
            boolean values = VALUES.matcher(target).matches();
            boolean unchangeable =
                    values || UNCHANGEABLE.matcher(target).matches() || target.equals("java.lang.String");
            for (Map.Entry<String, Method> method : methods.entrySet()) {
                Method code = method.getValue();
                if (!initial.contains(method.getKey())
                        && (code.writes || container && !unchangeable && code.reads && (code.changes || code.leaks))) {
                    return false;
                }
            }
            boolean assignable = !closed && !isFinal && (isStatic || values);
            return !assignable && (closed || unchangeable || !container);
        }

        /** Initialisers, and private methods that only such methods call. */
        private Set<String> initialMethods() {
            Set<String> initial = new HashSet<>();
            methods.forEach((name, method) -> {
                boolean initialiser = name.startsWith("<clinit>") || !isStatic && name.startsWith("<init>");
                if (name.indexOf('.') < 0 && (initialiser || method.isPrivate)) {
                    initial.add(name);
                }
            });
            boolean changed = true;
            while (changed) {
                changed = false;
                for (Map.Entry<String, Method> caller : methods.entrySet()) {
                    if (!initial.contains(caller.getKey())) {
                        for (String callee : caller.getValue().calls) {
                            boolean initialiser = callee.startsWith("<");
                            changed |= !initialiser && initial.remove(callee);
                        }
                    }
                }
            }
            return initial;
        }

        @Override
        public @Nullable FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            if (own && name.equals(field)) {
                descriptor = type;
                isStatic = (access & Opcodes.ACC_STATIC) != 0;
                isFinal = (access & Opcodes.ACC_FINAL) != 0;
                // Final is as good where the class alone can change what it holds; others see it only if they may.
                closed = (access & Opcodes.ACC_PRIVATE) != 0;
            }
            return null;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
            Method method = new Method((access & Opcodes.ACC_PRIVATE) != 0);
            methods.put((own ? "" : current + '.') + name + type, method);
            return method;
        }

        private final class Method extends NullBranches {
            private final boolean isPrivate;
            private final Set<String> calls = new HashSet<>();
            private boolean reads;
            private boolean writes;
            private boolean changes;
            /** Hands what it read on to others. */
            private boolean leaks;

            private boolean justRead;

            Method(boolean isPrivate) {
                super(owner, field);
                this.isPrivate = isPrivate;
            }

            @Override
            public void visitFieldInsn(int opcode, String ofClass, String name, String type) {
                justRead = false;
                if (ofClass.equals(owner) && name.equals(field)) {
                    boolean write = opcode == Opcodes.PUTSTATIC || opcode == Opcodes.PUTFIELD;
                    writes |= write && !(onDemand && (isInside() || writesNull()));
                    reads |= !write;
                    justRead = !write;
                }
                super.visitFieldInsn(opcode, ofClass, name, type);
            }

            @Override
            public void visitMethodInsn(int opcode, String ofClass, String name, String type, boolean isInterface) {
                justRead = false;
                changes |= CHANGES.matcher(name).matches();
                leaks |= !ofClass.startsWith("java/")
                        && type.substring(0, type.indexOf(')')).contains(descriptor);
                called(ofClass, name, type);
                super.visitMethodInsn(opcode, ofClass, name, type, isInterface);
            }

            @Override
            public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
                justRead = false;
                for (Object argument : arguments) {
                    if (argument instanceof Handle handle) {
                        changes |= CHANGES.matcher(handle.getName()).matches();
                        called(handle.getOwner(), handle.getName(), handle.getDesc());
                    }
                }
                super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
            }

            private void called(String ofClass, String name, String type) {
                if (ofClass.equals(owner)) {
                    calls.add(name + type);
                }
            }

            @Override
            public void visitInsn(int opcode) {
                leaks |= justRead && opcode == Opcodes.ARETURN;
                justRead = false;
                changes |= opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE;
                super.visitInsn(opcode);
            }
        }
    }
}
