package dev.leakcheck.internal.bytecode;

import dev.leakcheck.internal.bytecode.Aliases.Event;
import dev.leakcheck.internal.bytecode.Aliases.Use;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Proves that what a field holds was put there while its class, or the object that has it, was initialised: by the code
 * of the class, nothing else can have done it. What cannot be proved may be so all the same.
 *
 * <p>A collection or an array must not come from anywhere else, nor get anywhere else: what is handed to other code, even
 * by the initialiser itself, that code can change.
 */
public final class FilledOnce {

    private static final Pattern UNCHANGEABLE =
            Pattern.compile("java\\.util\\.(ImmutableCollections\\$|Collections\\$(Empty|Singleton)).*");

    /** Nobody can change it but who has what is behind it. */
    private static final Pattern VIEW = Pattern.compile("java\\.util\\.Collections\\$Unmodifiable.*");

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
        return proves(className, field, target, onDemand, null);
    }

    /**
     * The same for a field of one certain object.
     *
     * @param later those of its methods that can be called once it is initialised, as {@link Flow#key} names them; they may be any if
     *     null
     */
    static boolean proves(
            String className, String field, String target, boolean onDemand, @Nullable Set<String> later) {
        try {
            Reader reader = new Reader(className.replace('.', '/'), field, onDemand, later, false);
            return reader.readNest()
                    && reader.proves(target)
                    && (!reader.aliases.ofField.keeps() || provesDeeply(reader, target));
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            return false;
        }
    }

    /** Collections in collections. */
    private static boolean provesDeeply(Reader first, String target) throws IOException {
        Reader reader = new Reader(first.owner, first.aliases.field, first.onDemand, first.later, true);
        return reader.readNest() && reader.proves(target);
    }

    private static final class Reader extends ClassVisitor {
        private final String owner;
        private final boolean onDemand;
        private final @Nullable Set<String> later;
        private final Aliases aliases;
        private String current = "";
        private boolean namesOnly;
        private boolean found;
        private boolean isPrivate;
        private boolean isStatic;
        private boolean isFinal;

        Reader(String owner, String field, boolean onDemand, @Nullable Set<String> later, boolean nested) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.onDemand = onDemand;
            this.later = later;
            aliases = new Aliases(owner, field, nested, new FreshResults());
        }

        /** What is private is open to the whole nest. */
        boolean readNest() throws IOException {
            Set<String> nest = Nest.of(owner);
            for (boolean names : new boolean[] {true, false}) {
                namesOnly = names;
                for (String member : nest) {
                    read(member);
                }
            }
            aliases.settle();
            return found;
        }

        private void read(String internalName) throws IOException {
            try (InputStream in = ClassFiles.open(internalName)) {
                current = internalName;
                if (namesOnly) {
                    new ClassReader(in).accept(this, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
                } else {
                    ClassFiles.accept(in, this);
                }
            }
        }

        boolean proves(String target) {
            Set<String> initial = initialMethods();
            if (!isPrivate && !isFinal || !initial.containsAll(aliases.assigning)) {
                return false;
            }
            boolean settled = VALUES.matcher(target).matches()
                    || UNCHANGEABLE.matcher(target).matches()
                    || target.equals("java.lang.String");
            // An object of a class of its own is judged by its own fields.
            if (settled || !CONTAINER.matcher(target).matches()) {
                return true;
            }
            if (VIEW.matcher(target).matches()) {
                return comesFromNowhere(aliases.ofField)
                        && aliases.wrappedBy(aliases.ofField).stream()
                                .allMatch(inner -> isOnlyFilledBy(inner, initial));
            }
            return isPrivate && isOnlyFilledBy(aliases.ofField, initial);
        }

        private boolean comesFromNowhere(Node object) {
            return aliases.events(object).stream().noneMatch(event -> event.use() == Use.FROM);
        }

        private boolean isOnlyFilledBy(Node object, Set<String> initial) {
            Predicate<Event> isInitial = event -> event.use() == Use.CHANGE
                    && (event.guarded()
                            || initial.contains(event.method()) && !aliases.readingOthers.contains(event.method()));
            return aliases.events(object).stream().allMatch(isInitial);
        }

        /** Methods that only initialisers call, or such as are not called later. */
        private Set<String> initialMethods() {
            Set<String> initial = later == null ? mayBeInitial() : new HashSet<>(aliases.access.keySet());
            initial.removeAll(later == null ? Set.of() : later);
            initial.removeAll(aliases.calledLater);
            boolean changed = true;
            while (changed) {
                changed = false;
                for (Map.Entry<String, Set<String>> caller : aliases.calls.entrySet()) {
                    if (!initial.contains(caller.getKey())) {
                        for (String callee : caller.getValue()) {
                            // Each object is made but once; of static state any maker may come later.
                            boolean initialiser = later == null && !isStatic && callee.contains(".<init>");
                            changed |= !initialiser && initial.remove(callee);
                        }
                    }
                }
            }
            return initial;
        }

        /** Initialisers and private methods. */
        private Set<String> mayBeInitial() {
            Set<String> initial = new HashSet<>();
            aliases.access.forEach((name, access) -> {
                boolean initialiser =
                        name.startsWith(owner + ".<clinit>") || !isStatic && name.startsWith(owner + ".<init>");
                if (name.startsWith(owner + '.') && (initialiser || aliases.isPrivate(name))) {
                    initial.add(name);
                }
            });
            return initial;
        }

        @Override
        public @Nullable FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            if (current.equals(owner) && name.equals(aliases.field)) {
                found = true;
                isStatic = (access & Opcodes.ACC_STATIC) != 0;
                isFinal = (access & Opcodes.ACC_FINAL) != 0;
                // Final is as good where the class alone can change what it holds; others see it only if they may.
                isPrivate = (access & Opcodes.ACC_PRIVATE) != 0;
            }
            return null;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String type, String signature, String[] exceptions) {
            if (namesOnly) {
                aliases.access.put(Flow.key(current, name, type), access);
                return null;
            }
            return new Flow(aliases, current, access, name, type, onDemand, false);
        }
    }
}
