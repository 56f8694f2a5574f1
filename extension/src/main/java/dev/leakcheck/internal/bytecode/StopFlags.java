package dev.leakcheck.internal.bytecode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The fields by which the methods of a class, or of one that it stands in, that stop its work tell the work to stop:
 * {@code close()} sets {@code running} to false, and a loop somewhere looks at it.
 */
public final class StopFlags {

    /**
     * Such a field.
     *
     * @param name of a boolean, or of an {@code AtomicBoolean}
     * @param stopped its value once the work was told to stop
     */
    public record Flag(String name, boolean stopped) {}

    private static final Pattern STOPS = Pattern.compile(
            "(close|stop|shut[dD]own|cancel|terminate|quit|halt|dispose|destroy|finish|kill|exit|abort|end|interrupt)"
                    + "([A-Z]\\w*)?");

    /** Where a flag is set that says that the work goes on; another one that is cleared, too, may have been set elsewhere. */
    private static final Pattern STARTS =
            Pattern.compile("<init>|(run|call|start|begin|open|init|listen|serve|execute|connect)([A-Z]\\w*)?");

    private static final String ATOMIC = "java/util/concurrent/atomic/AtomicBoolean";
    private static final Set<String> SETTERS =
            Set.of("<init>", "set", "lazySet", "setRelease", "setPlain", "setOpaque", "getAndSet", "compareAndSet");

    private static final ClassValue<List<Flag>> OF_CLASS = new ClassValue<>() {
        @Override
        protected List<Flag> computeValue(Class<?> type) {
            return find(type);
        }
    };

    private StopFlags() {}

    /** Those that a class declares, as far as it or what it stands in sets them; none if that cannot be told. */
    public static List<Flag> of(Class<?> type) {
        return OF_CLASS.get(type);
    }

    private static List<Flag> find(Class<?> type) {
        Reader reader = new Reader(type.getName().replace('.', '/'));
        try {
            for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
                ClassFiles.read(at, reader, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            }
        } catch (LinkageError ofAClassThatIsMissing) {
            // Then what stands around is not known.
        }
        return reader.flags();
    }

    private static final class Reader extends ClassVisitor {
        private final String owner;
        private final Map<String, Boolean> stopped = new HashMap<>();
        private final Set<String> ambiguous = new HashSet<>();
        private final Set<String> started = new HashSet<>();
        private boolean visitsOwner;

        Reader(String owner) {
            super(Opcodes.ASM9);
            this.owner = owner;
        }

        List<Flag> flags() {
            List<Flag> flags = new ArrayList<>();
            stopped.forEach((name, value) -> {
                // What stopping clears must have been set by starting: it may else say anything, and never have been
                // set.
                if (!ambiguous.contains(name) && (value || started.contains(name))) {
                    flags.add(new Flag(name, value));
                }
            });
            return flags;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            visitsOwner = name.equals(owner);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
            // What stands around stops all of it: with a parameter it may say anything of one.
            boolean mayStop = !isStatic && (visitsOwner || descriptor.startsWith("()"));
            boolean stops = mayStop && STOPS.matcher(name).matches();
            boolean starts = STARTS.matcher(name).matches();
            return new FlagWrites(owner) {
                @Override
                void written(String field, boolean value) {
                    if (stops) {
                        Boolean other = stopped.put(field, value);
                        if (other != null && other != value) {
                            ambiguous.add(field);
                        }
                    } else if (starts && value) {
                        started.add(field);
                    }
                }
            };
        }
    }

    /** Sees constants being written to flags of objects of the class. */
    private abstract static class FlagWrites extends MethodVisitor {
        private static final int NONE = -1;
        private static final String NEW_TRUE = "new AtomicBoolean(true)";

        private final String owner;
        private int constant = NONE;
        private String atomic = "";

        FlagWrites(String owner) {
            super(Opcodes.ASM9);
            this.owner = owner;
        }

        abstract void written(String field, boolean value);

        @Override
        public void visitInsn(int opcode) {
            constant = opcode == Opcodes.ICONST_0 ? 0 : opcode == Opcodes.ICONST_1 ? 1 : NONE;
        }

        @Override
        public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
            boolean own = type.equals(owner);
            if (own && opcode == Opcodes.GETFIELD) {
                atomic = descriptor.equals("L" + ATOMIC + ";") ? name : "";
            } else if (own && opcode == Opcodes.PUTFIELD) {
                if (descriptor.equals("Z") && constant != NONE) {
                    written(name, constant == 1);
                } else if (descriptor.equals("L" + ATOMIC + ";") && NEW_TRUE.equals(atomic)) {
                    written(name, true);
                }
                atomic = "";
            }
            constant = NONE;
        }

        @Override
        public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean isInterface) {
            if (type.equals(ATOMIC) && SETTERS.contains(name)) {
                if (name.equals("<init>")) {
                    atomic = constant == 1 ? NEW_TRUE : "";
                } else {
                    if (constant != NONE && !atomic.isEmpty()) {
                        written(atomic, constant == 1);
                    }
                    atomic = "";
                }
            }
            constant = NONE;
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            constant = NONE;
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            constant = NONE;
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            constant = NONE;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            constant = NONE;
        }
    }
}
