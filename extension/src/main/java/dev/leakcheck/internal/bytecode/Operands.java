package dev.leakcheck.internal.bytecode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Follows references over the operand stack while the code of a method is read, and tells what is done with them. Frames
 * must be expanded.
 */
abstract class Operands extends NullBranches {

    /** By how many slots each instruction without operands changes the stack, from NOP on; as character, '5' for none. */
    private static final String CHANGES =
            "5666666667766677555555555555555555555555555555555555555555555555555555555555555212122224355555554343"
                    + "434343434343434355554444444343435656445566454555244225555555555555555555434345555555555555545544";

    /**
     * A reference.
     *
     * @param type its internal name, or the descriptor of an array
     * @param node stands for all that it may be; null if it does not matter what happens to it
     * @param self whether it is {@code this}
     * @param code the method that it stands for, if it is a lambda
     */
    record Value(
            String type,
            @Nullable Node node,
            boolean self,
            @Nullable String code) {
        Value(String type, @Nullable Node node) {
            this(type, node, false, null);
        }
    }

    private static final String OBJECT = "java/lang/Object";
    private static final Value NULL = new Value("", null);

    /** Primitives are null; long and double are two of them. */
    private final List<@Nullable Value> stack = new ArrayList<>();

    private final Map<Integer, String> locals = new HashMap<>();

    /** How often each slot has become free for another variable. */
    private final Map<Integer, Integer> generations = new HashMap<>();

    private final Map<Label, Map<Integer, Integer>> generationsAt = new HashMap<>();
    private final Map<Label, Set<Label>> handlers = new HashMap<>();
    private Label here = new Label();

    Operands(String owner, String field, String ofClass, boolean isStatic, String descriptor) {
        super(owner, field);
        int slot = 0;
        if (!isStatic) {
            locals.put(slot++, ofClass);
        }
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            locals.put(slot, typeOf(argument));
            slot += argument.getSize();
        }
    }

    abstract Value loaded(int variable, String type);

    abstract void stored(int variable, Value value);

    abstract @Nullable Node made(String type);

    abstract @Nullable Node read(boolean ofStatic, String ofClass, String name, String type, @Nullable Value from);

    abstract void written(boolean ofStatic, String ofClass, String name, @Nullable Value to, Value value);

    abstract @Nullable Node element(Value array, String type);

    abstract void elementStored(Value array, Value value);

    abstract @Nullable Node cast(Value value, String type);

    /** Returns what comes of it. */
    abstract @Nullable Node called(
            int opcode, String ofClass, String name, String descriptor, @Nullable Value on, List<Value> arguments);

    abstract Value captured(Handle bootstrap, String descriptor, Object[] constants, List<Value> arguments);

    abstract void returned(Value value);

    /** It is on the stack where ways meet. */
    abstract void met(Label place, Value value);

    abstract Value afterMeeting(Label place, String type);

    /** Two variables may be one. */
    abstract void same(int variable, int other);

    static String typeOf(Type type) {
        return type.getSort() == Type.OBJECT ? type.getInternalName() : type.getDescriptor();
    }

    private void push(@Nullable Value value, int size) {
        for (int i = 0; i < size; i++) {
            stack.add(value);
        }
    }

    private void push(Type type, @Nullable Node node) {
        boolean reference = type.getSort() >= Type.ARRAY;
        push(reference ? new Value(typeOf(type), node) : null, type.getSize());
    }

    private Value pop() {
        Value value = stack.remove(stack.size() - 1);
        return value == null ? NULL : value;
    }

    private void drop(int size) {
        for (int i = 0; i < size; i++) {
            stack.remove(stack.size() - 1);
        }
    }

    private List<Value> arguments(String descriptor) {
        List<Value> arguments = new ArrayList<>();
        Type[] types = Type.getArgumentTypes(descriptor);
        for (int i = types.length - 1; i >= 0; i--) {
            arguments.add(0, pop());
            drop(types[i].getSize() - 1);
        }
        return arguments;
    }

    @Override
    public void visitFrame(int type, int localCount, Object[] local, int stackSize, Object[] operands) {
        meet(here);
        Set<Integer> free = new HashSet<>(locals.keySet());
        locals.clear();
        int slot = 0;
        for (int i = 0; i < localCount; i++) {
            if (local[i] != Opcodes.TOP) {
                free.remove(slot);
            }
            if (local[i] instanceof String name) {
                locals.put(slot, name);
            }
            slot += size(local[i]);
        }
        free.forEach(each -> generations.merge(each, 1, Integer::sum));
        generationsAt.put(here, new HashMap<>(generations));
        stack.clear();
        for (int i = 0; i < stackSize; i++) {
            Object operand = operands[i];
            if (operand == Opcodes.INTEGER || operand == Opcodes.FLOAT || size(operand) == 2) {
                push(null, size(operand));
            } else {
                push(afterMeeting(here, operand instanceof String name ? name : OBJECT), 1);
            }
        }
    }

    private static int size(Object frameType) {
        return frameType == Opcodes.LONG || frameType == Opcodes.DOUBLE ? 2 : 1;
    }

    private int variable(int slot) {
        return generations.getOrDefault(slot, 0) << Short.SIZE | slot;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label stop, Label handler, @Nullable String type) {
        handlers.computeIfAbsent(start, key -> new HashSet<>()).add(handler);
        super.visitTryCatchBlock(start, stop, handler, type);
    }

    @Override
    public void visitLabel(Label label) {
        join(label);
        handlers.getOrDefault(label, Set.of()).forEach(this::join);
        generationsAt.put(label, new HashMap<>(generations));
        here = label;
        super.visitLabel(label);
    }

    /** From here it may go on there, with the same variables. */
    private void goOn(Label there) {
        meet(there);
        join(there);
    }

    private void join(Label there) {
        Map<Integer, Integer> known = generationsAt.putIfAbsent(there, new HashMap<>(generations));
        Set<Integer> slots = new HashSet<>(generations.keySet());
        slots.addAll(known == null ? Set.of() : known.keySet());
        for (int slot : slots) {
            int generation = known == null ? generations.getOrDefault(slot, 0) : known.getOrDefault(slot, 0);
            if (generation != generations.getOrDefault(slot, 0)) {
                same(generation << Short.SIZE | slot, variable(slot));
            }
        }
    }

    private void meet(Label place) {
        for (Value value : stack) {
            if (value != null) {
                met(place, value);
            }
        }
    }

    @Override
    public void visitFieldInsn(int opcode, String ofClass, String name, String type) {
        Type kind = Type.getType(type);
        boolean ofStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
        if (opcode == Opcodes.GETSTATIC || opcode == Opcodes.GETFIELD) {
            Value from = ofStatic ? null : pop();
            push(kind, read(ofStatic, ofClass, name, typeOf(kind), from));
        } else {
            Value value = pop();
            drop(kind.getSize() - 1);
            written(ofStatic, ofClass, name, ofStatic ? null : pop(), value);
        }
        super.visitFieldInsn(opcode, ofClass, name, type);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        switch (opcode) {
            case Opcodes.ILOAD, Opcodes.FLOAD -> push(null, 1);
            case Opcodes.LLOAD, Opcodes.DLOAD -> push(null, 2);
            case Opcodes.ALOAD -> push(loaded(variable(variable), locals.getOrDefault(variable, OBJECT)), 1);
            case Opcodes.ASTORE -> {
                Value value = pop();
                if (value != NULL) {
                    stored(variable(variable), value);
                }
                locals.put(variable, value == NULL ? OBJECT : value.type());
            }
            case Opcodes.ISTORE, Opcodes.FSTORE -> drop(1);
            case Opcodes.LSTORE, Opcodes.DSTORE -> drop(2);
            default -> throw new IllegalArgumentException("subroutine");
        }
        super.visitVarInsn(opcode, variable);
    }

    @Override
    public void visitInsn(int opcode) {
        int top = stack.size();
        switch (opcode) {
            case Opcodes.ACONST_NULL -> push(NULL, 1);
            case Opcodes.AALOAD -> {
                drop(1);
                Value array = pop();
                String type = array.type().startsWith("[")
                        ? typeOf(Type.getType(array.type().substring(1)))
                        : OBJECT;
                push(new Value(type, element(array, type)), 1);
            }
            case Opcodes.IALOAD, Opcodes.FALOAD, Opcodes.BALOAD, Opcodes.CALOAD, Opcodes.SALOAD -> {
                drop(2);
                push(null, 1);
            }
            case Opcodes.LALOAD, Opcodes.DALOAD -> {
                drop(2);
                push(null, 2);
            }
            case Opcodes.ARRAYLENGTH -> {
                drop(1);
                push(null, 1);
            }
            case Opcodes.AASTORE -> {
                Value value = pop();
                drop(1);
                elementStored(pop(), value);
            }
            case Opcodes.ARETURN -> returned(pop());
            case Opcodes.DUP -> stack.add(stack.get(top - 1));
            case Opcodes.DUP_X1 -> stack.add(top - 2, stack.get(top - 1));
            case Opcodes.DUP_X2 -> stack.add(top - 3, stack.get(top - 1));
            case Opcodes.DUP2 -> stack.addAll(two(top));
            case Opcodes.DUP2_X1 -> stack.addAll(top - 3, two(top));
            case Opcodes.DUP2_X2 -> stack.addAll(top - 4, two(top));
            case Opcodes.SWAP -> stack.add(top - 2, stack.remove(top - 1));
            default -> {
                int change = CHANGES.charAt(opcode) - '5';
                drop(Math.max(0, -change));
                push(null, Math.max(0, change));
            }
        }
        super.visitInsn(opcode);
    }

    private List<@Nullable Value> two(int top) {
        return new ArrayList<>(stack.subList(top - 2, top));
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        if (opcode == Opcodes.NEWARRAY) {
            drop(1);
            // Which values does not matter.
            push(new Value("[I", null), 1);
        } else {
            push(null, 1);
        }
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        switch (opcode) {
            case Opcodes.NEW -> push(new Value(type, made(type)), 1);
            case Opcodes.ANEWARRAY -> {
                drop(1);
                String array = '[' + (type.startsWith("[") ? type : 'L' + type + ';');
                push(new Value(array, made(array)), 1);
            }
            case Opcodes.CHECKCAST -> {
                Value value = pop();
                push(new Value(type, cast(value, type), value.self(), value.code()), 1);
            }
            default -> {
                drop(1);
                push(null, 1);
            }
        }
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitMultiANewArrayInsn(String type, int dimensions) {
        drop(dimensions);
        push(new Value(type, made(type)), 1);
        super.visitMultiANewArrayInsn(type, dimensions);
    }

    @Override
    public void visitMethodInsn(int opcode, String ofClass, String name, String type, boolean isInterface) {
        List<Value> arguments = arguments(type);
        Value on = opcode == Opcodes.INVOKESTATIC ? null : pop();
        push(Type.getReturnType(type), called(opcode, ofClass, name, type, on, arguments));
        super.visitMethodInsn(opcode, ofClass, name, type, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... constants) {
        Value made = captured(bootstrap, type, constants, arguments(type));
        Type result = Type.getReturnType(type);
        push(result.getSort() >= Type.ARRAY ? made : null, result.getSize());
        super.visitInvokeDynamicInsn(name, type, bootstrap, constants);
    }

    @Override
    public void visitLdcInsn(Object value) {
        boolean dynamic = value instanceof ConstantDynamic;
        Type type = dynamic ? Type.getType(((ConstantDynamic) value).getDescriptor()) : null;
        if (value instanceof Long || value instanceof Double) {
            push(null, 2);
        } else if (value instanceof Integer || value instanceof Float) {
            push(null, 1);
        } else {
            push(type == null ? Type.getType(String.class) : type, null);
        }
        super.visitLdcInsn(value);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        switch (opcode) {
            case Opcodes.GOTO -> drop(0);
            case Opcodes.JSR -> throw new IllegalArgumentException("subroutine");
            case Opcodes.IFEQ,
                    Opcodes.IFNE,
                    Opcodes.IFLT,
                    Opcodes.IFGE,
                    Opcodes.IFGT,
                    Opcodes.IFLE,
                    Opcodes.IFNULL,
                    Opcodes.IFNONNULL -> drop(1);
            default -> drop(2);
        }
        goOn(label);
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label standard, Label... labels) {
        drop(1);
        goOn(standard);
        List.of(labels).forEach(this::goOn);
        super.visitTableSwitchInsn(min, max, standard, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label standard, int[] keys, Label[] labels) {
        drop(1);
        goOn(standard);
        List.of(labels).forEach(this::goOn);
        super.visitLookupSwitchInsn(standard, keys, labels);
    }
}
