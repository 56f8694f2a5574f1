package dev.leakcheck.internal.bytecode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Tells what a method that writes no field answers with: static state, a field of the object, or what a map in one has for a
 * key; by itself, or by another such method that it calls.
 */
final class Accessor extends MethodVisitor {

    /** Every {@code assert} asks it. */
    private static final String ASSERTIONS = "$assertionsDisabled";

    private static final Set<String> MAPS = Set.of(
            "Ljava/util/Map;",
            "Ljava/util/HashMap;",
            "Ljava/util/LinkedHashMap;",
            "Ljava/util/SortedMap;",
            "Ljava/util/TreeMap;",
            "Ljava/util/concurrent/ConcurrentMap;",
            "Ljava/util/concurrent/ConcurrentHashMap;");

    static final Set<String> ASKS_BY_KEY = Set.of("get", "containsKey", "putIfAbsent");

    /** How many calls away something is looked for. */
    private static final int FARTHEST = 2;

    private final Class<?> type;
    private final Set<Reads> answers = new HashSet<>();
    private final Map<Integer, Answer> variables = new HashMap<>();
    private boolean writes;

    /** What is on top of the stack, as far as that matters, and what was there before a variable was read. */
    private Answer top = Answer.NONE;

    private Answer below = Answer.NONE;
    /** The last one that was read. */
    private @Nullable String map;

    private final int callsAway;

    private Accessor(Class<?> type, int callsAway) {
        super(Opcodes.ASM9);
        this.type = type;
        this.callsAway = callsAway;
    }

    /**
     * What an accessor answers with.
     *
     * @param fields of the object, but for those with maps
     * @param maps the fields with maps
     * @param mapsByKey those of whose maps it answers with a value
     */
    record Reads(boolean staticState, Set<String> fields, Set<String> maps, Set<String> mapsByKey) {
        private static final Reads NOTHING = new Reads(false, Set.of(), Set.of(), Set.of());

        private Reads and(Reads others) {
            return new Reads(
                    staticState || others.staticState,
                    union(fields, others.fields),
                    union(maps, others.maps),
                    union(mapsByKey, others.mapsByKey));
        }

        private static Set<String> union(Set<String> some, Set<String> others) {
            Set<String> all = new HashSet<>(some);
            all.addAll(others);
            return all;
        }
    }

    /** What may be answered with: what was read, or what another accessor answers with. */
    private record Answer(Reads reads, @Nullable Call call) {
        private static final Answer NONE = new Answer(Reads.NOTHING, null);
    }

    /**
     * A call of one.
     *
     * @param type the class that it is looked for in first
     */
    record Call(Class<?> type, String name, String descriptor) {

        /** Nothing if it is no accessor, or no code of it can be read. */
        Reads reads() {
            return reads(1);
        }

        private Reads reads(int callsAway) {
            for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
                Reader reader = new Reader(at, this, callsAway);
                ClassFiles.read(at, reader, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
                if (reader.found != null) {
                    return reader.found.reads();
                }
            }
            return Reads.NOTHING;
        }
    }

    /** A call as it stands in the code of a class; null if that is not one of its own methods, or answers with no object. */
    static @Nullable Call call(Class<?> from, String ofClass, String name, String descriptor) {
        boolean toObject = Type.getReturnType(descriptor).getSort() == Type.OBJECT;
        for (Class<?> at = from; toObject && at != null && at != Object.class; at = at.getSuperclass()) {
            if (Type.getInternalName(at).equals(ofClass)) {
                return new Call(at, name, descriptor);
            }
        }
        return null;
    }

    /** Also the class that this one stands in. */
    static boolean isOwn(Class<?> type, String ofClass) {
        String own = Type.getInternalName(type);
        return own.equals(ofClass) || own.startsWith(ofClass + '$');
    }

    static boolean isOwnState(Class<?> type, String ofClass, String field) {
        return isOwn(type, ofClass) && !field.equals(ASSERTIONS);
    }

    static boolean isMap(String descriptor) {
        return MAPS.contains(descriptor);
    }

    @Override
    public void visitFieldInsn(int opcode, String ofClass, String name, String descriptor) {
        writes |= opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
        top = Answer.NONE;
        if (isOwnState(type, ofClass, name) && opcode == Opcodes.GETSTATIC) {
            answerWith(new Reads(true, Set.of(), Set.of(), Set.of()));
        } else if (isOwnState(type, ofClass, name) && opcode == Opcodes.GETFIELD) {
            boolean ofMap = isMap(descriptor);
            Set<String> none = Set.of();
            answerWith(new Reads(false, ofMap ? none : Set.of(name), ofMap ? Set.of(name) : none, none));
            map = ofMap ? name : map;
        }
    }

    private void answerWith(Reads reads) {
        top = new Answer(reads, null);
    }

    @Override
    public void visitMethodInsn(int opcode, String ofClass, String name, String descriptor, boolean isInterface) {
        if (name.equals("<init>")) {
            return; // Of a key, below which the map is still on the stack.
        }
        Call call = callsAway < FARTHEST ? call(type, ofClass, name, descriptor) : null;
        top = call == null ? Answer.NONE : new Answer(Reads.NOTHING, call);
        if (map != null && isMap('L' + ofClass + ';') && ASKS_BY_KEY.contains(name)) {
            answerWith(new Reads(false, Set.of(), Set.of(), Set.of(map)));
        }
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        top = Answer.NONE;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        top = Answer.NONE;
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        if (opcode == Opcodes.ALOAD) {
            below = top;
            top = variables.getOrDefault(variable, Answer.NONE);
        } else if (opcode == Opcodes.ASTORE) {
            variables.put(variable, top);
            top = Answer.NONE;
        }
    }

    /** Only what it answers with counts. */
    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN) {
            answers.add(top.call() == null ? top.reads() : top.call().reads(callsAway + 1));
        } else if (opcode == Opcodes.ACONST_NULL) {
            top = Answer.NONE;
        } else if (opcode == Opcodes.MONITOREXIT) {
            top = below;
        }
    }

    private Reads reads() {
        return writes ? Reads.NOTHING : answers.stream().reduce(Reads.NOTHING, Reads::and);
    }

    private static final class Reader extends ClassVisitor {
        private final Class<?> type;
        private final Call call;
        private final int callsAway;
        private @Nullable Accessor found;

        Reader(Class<?> type, Call call, int callsAway) {
            super(Opcodes.ASM9);
            this.type = type;
            this.call = call;
            this.callsAway = callsAway;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean isIt = name.equals(call.name())
                    && descriptor.equals(call.descriptor())
                    && (access & Opcodes.ACC_ABSTRACT) == 0;
            found = isIt ? new Accessor(type, callsAway) : found;
            return isIt ? found : null;
        }
    }
}
