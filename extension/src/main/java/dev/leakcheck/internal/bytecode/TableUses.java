package dev.leakcheck.internal.bytecode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Notes down what one method does to an object that a static field keeps: which methods it calls on it, and whether it does
 * anything else with it than to read the fields of {@code this}.
 */
final class TableUses extends Operands {

    private final InitialTable table;
    private final String method;
    private final boolean ofTable;
    private final boolean isInitialiser;

    TableUses(InitialTable table, String ofClass, int access, String name, String descriptor) {
        super(table.owner, table.field, ofClass, (access & Opcodes.ACC_STATIC) != 0, descriptor);
        this.table = table;
        this.method = Flow.key(ofClass, name, descriptor);
        this.ofTable = ofClass.equals(table.type) && (access & Opcodes.ACC_STATIC) == 0;
        this.isInitialiser = ofClass.equals(table.owner) && name.equals("<clinit>");
    }

    private boolean isField(boolean ofStatic, String ofClass, String name) {
        return ofStatic && ofClass.equals(table.owner) && name.equals(table.field);
    }

    private boolean isSelf(@Nullable Value value) {
        return value != null && value.node() != null && value.node().is(table.self);
    }

    private void escapes(@Nullable Value value) {
        if (value != null && value.node() != null) {
            table.escapes(value.node(), method);
        }
    }

    /** Whatever else may be in the place of {@code this} is taken for it. */
    @Override
    Value loaded(int variable, String type) {
        boolean first = (variable & 0xFFFF) == 0;
        return new Value(type, ofTable && first ? table.self : null);
    }

    @Override
    @Nullable Node made(String type) {
        return isInitialiser && type.equals(table.type) ? new Node() : null;
    }

    @Override
    @Nullable Node read(boolean ofStatic, String ofClass, String name, String type, @Nullable Value from) {
        if (!isSelf(from)) {
            escapes(from);
        }
        return isField(ofStatic, ofClass, name) ? table.ofField : null;
    }

    @Override
    void written(boolean ofStatic, String ofClass, String name, @Nullable Value to, Value value) {
        if (!isSelf(to)) {
            escapes(to);
        }
        if (!isField(ofStatic, ofClass, name)) {
            escapes(value);
        } else if (isInitialiser && value.node() != null) {
            Node.merge(table.ofField, value.node());
        } else {
            table.escapes(table.ofField, method);
        }
    }

    @Override
    @Nullable Node called(int opcode, String ofClass, String name, String descriptor, @Nullable Value on, List<Value> arguments) {
        arguments.forEach(this::escapes);
        boolean ofObject = ofClass.equals("java/lang/Object") && name.equals("<init>");
        if (on != null && on.node() != null && !ofObject) {
            // What another class inherits is not known.
            boolean known = opcode != Opcodes.INVOKESPECIAL || ofClass.equals(table.type);
            if (known) {
                table.calls(on.node(), method, name, descriptor);
            } else {
                escapes(on);
            }
        }
        return null;
    }

    @Override
    Value captured(Handle bootstrap, String descriptor, Object[] constants, List<Value> arguments) {
        arguments.forEach(this::escapes);
        return new Value(typeOf(Type.getReturnType(descriptor)), null);
    }

    @Override
    @Nullable Node cast(Value value, String type) {
        return value.node();
    }

    @Override
    void stored(int variable, Value value) {
        escapes(value);
    }

    @Override
    @Nullable Node element(Value array, String type) {
        return null;
    }

    @Override
    void elementStored(Value array, Value value) {
        escapes(value);
    }

    @Override
    void returned(Value value) {
        escapes(value);
    }

    @Override
    void met(Label place, Value value) {
        escapes(value);
    }

    @Override
    Value afterMeeting(Label place, String type) {
        return new Value(type, null);
    }

    @Override
    void same(int variable, int other) {}
}
