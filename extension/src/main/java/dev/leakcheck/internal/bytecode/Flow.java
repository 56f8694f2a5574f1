package dev.leakcheck.internal.bytecode;

import dev.leakcheck.internal.bytecode.Aliases.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Notes down what one method does to objects that can grow. */
final class Flow extends Operands {

    private static final String OBJECT = "java/lang/Object";

    private final Aliases aliases;
    /** What is on the stack where ways meet. */
    private final Map<Label, Node> meetings = new HashMap<>();

    private final String ofClass;
    private final String method;
    private final boolean isStatic;
    private final boolean isInitialiser;
    private final boolean onDemand;
    private final boolean isOpen;

    /**
     * @param onDemand whether the field may be filled where it was found to be null
     * @param alone whether this is the only method to be read
     */
    Flow(Aliases aliases, String ofClass, int access, String name, String descriptor, boolean onDemand, boolean alone) {
        super(aliases.owner, aliases.field, ofClass, (access & Opcodes.ACC_STATIC) != 0, descriptor);
        this.aliases = aliases;
        this.ofClass = ofClass;
        this.method = key(ofClass, name, descriptor);
        this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
        this.isInitialiser = name.equals("<clinit>");
        this.onDemand = onDemand;
        this.isOpen = !alone && (access & Opcodes.ACC_PRIVATE) == 0;
        if (isOpen || alone) {
            parameters(method, descriptor, isStatic).forEach(each -> note(each, Use.FROM));
        }
    }

    static String key(String ofClass, String name, String descriptor) {
        return ofClass + '.' + name + descriptor;
    }

    private void note(@Nullable Node object, Use use) {
        aliases.add(object, use, method, isGuarded());
    }

    private boolean isGuarded() {
        return onDemand && isInside();
    }

    private boolean isField(String owner, String name) {
        return owner.equals(aliases.owner) && name.equals(aliases.field);
    }

    private static @Nullable Node newNode(String type) {
        return JdkCall.isOutOfQuestion(type) ? null : new Node();
    }

    private static @Nullable Node newNode(Type type) {
        return type.getSort() < Type.ARRAY ? null : newNode(typeOf(type));
    }

    /** What its parameters can be, but for those that are out of question. */
    private List<Node> parameters(String callee, String descriptor, boolean ofStatic) {
        List<Node> nodes = new ArrayList<>();
        int slot = ofStatic ? 0 : 1;
        for (Type type : Type.getArgumentTypes(descriptor)) {
            if (newNode(type) != null) {
                nodes.add(aliases.slot(callee, slot));
            }
            slot += type.getSize();
        }
        return nodes;
    }

    @Override
    Value loaded(int variable, String type) {
        boolean self = variable == 0 && !isStatic;
        return new Value(type, newNode(type) == null ? null : aliases.slot(method, variable), self, null);
    }

    /** A lambda that is not handed over at once can be called at any time. */
    private void kept(Value value) {
        if (value.code() != null) {
            aliases.calledLater.add(value.code());
        }
    }

    @Override
    void stored(int variable, Value value) {
        kept(value);
        if (value.node() != null) {
            Node.merge(aliases.slot(method, variable), value.node());
        }
    }

    @Override
    void met(Label place, Value value) {
        kept(value);
        if (value.node() != null) {
            Node.merge(meetings.computeIfAbsent(place, key -> new Node()), value.node());
        }
    }

    @Override
    Value afterMeeting(Label place, String type) {
        boolean asked = newNode(type) != null;
        return new Value(type, asked ? meetings.computeIfAbsent(place, key -> new Node()) : null);
    }

    @Override
    void same(int variable, int other) {
        Node.merge(aliases.slot(method, variable), aliases.slot(method, other));
    }

    @Override
    @Nullable Node made(String type) {
        return newNode(type);
    }

    @Override
    @Nullable Node read(boolean ofStatic, String owner, String name, String type, @Nullable Value from) {
        if (isField(owner, name)) {
            if (isOfAnother(ofStatic, from)) {
                aliases.readingOthers.add(method);
            }
            return newNode(type) == null ? null : aliases.ofField;
        }
        Node other = newNode(type);
        note(other, Use.FROM);
        return other;
    }

    /** A constructor initialises its own object, not what it is given. */
    private boolean isOfAnother(boolean ofStatic, @Nullable Value object) {
        return !ofStatic && !isInitialiser && (object == null || !object.self());
    }

    @Override
    void written(boolean ofStatic, String owner, String name, @Nullable Value to, Value value) {
        kept(value);
        if (!isField(owner, name)) {
            note(value.node(), Use.TO);
            return;
        }
        if (isOfAnother(ofStatic, to)) {
            aliases.calledLater.add(method);
        }
        if (!isGuarded() && !(onDemand && writesNull())) {
            aliases.assigning.add(method);
        }
        Node.merge(aliases.ofField, value.node());
    }

    @Override
    @Nullable Node element(Value array, String type) {
        Node element = array.node() == null ? null : newNode(type);
        if (element != null) {
            if (type.equals(OBJECT) && !aliases.nested) {
                element.isElementOf(array.node());
            } else {
                Node.merge(element, array.node());
            }
        }
        return element;
    }

    @Override
    void elementStored(Value array, Value value) {
        kept(value);
        note(array.node(), Use.CHANGE);
        if (array.node() != null && value.node() != null) {
            Node.merge(array.node(), value.node());
            array.node().keepsChangeable();
        } else if (array.node() == null) {
            note(value.node(), Use.TO);
        }
    }

    @Override
    @Nullable Node cast(Value value, String type) {
        if (value.node() == null || newNode(type) == null) {
            return null;
        }
        aliases.cast(value.node());
        return value.node();
    }

    @Override
    void returned(Value value) {
        kept(value);
        if (value.node() != null) {
            Node.merge(aliases.result(method), value.node());
            if (isOpen) {
                note(value.node(), Use.TO);
            }
        }
    }

    @Override
    @Nullable Node called(int opcode, String owner, String name, String descriptor, @Nullable Value on, List<Value> arguments) {
        for (Value argument : arguments) {
            if (argument.code() != null && JdkCall.runsAtOnce(owner, name)) {
                calls(argument.code());
            } else {
                kept(argument);
            }
        }
        if (on != null) {
            kept(on);
        }
        Node result = newNode(Type.getReturnType(descriptor));
        if (owner.startsWith("java/") || owner.startsWith("[")) {
            ofJdk(JdkCall.of(owner, name), name, result, on, arguments);
        } else {
            ofOthers(opcode, owner, name, descriptor, result, on, arguments);
        }
        return result;
    }

    private void ofJdk(JdkCall call, String name, @Nullable Node result, @Nullable Value on, List<Value> arguments) {
        List<Node> all = new ArrayList<>();
        if (on != null && on.node() != null) {
            all.add(on.node());
        }
        for (Value argument : arguments) {
            if (argument.node() != null) {
                all.add(argument.node());
            }
        }
        boolean changes = call == JdkCall.ANYTHING || call == JdkCall.COPY;
        if (call == JdkCall.WRAP) {
            aliases.wrapped(result, arguments.get(0).node());
        } else if (call == JdkCall.ELEMENT && !aliases.nested) {
            if (result != null && on != null) {
                result.isElementOf(on.node());
            }
        } else if (call == JdkCall.ANYTHING || call == JdkCall.VIEW || aliases.nested) {
            if (changes && all.size() > 1) {
                all.get(0).keepsChangeable();
            }
            all.forEach(each -> Node.merge(all.get(0), each));
            if (!all.isEmpty()) {
                Node.merge(all.get(0), result);
            }
        }
        if (call == JdkCall.ANYTHING) {
            all.forEach(each -> note(each, Use.CHANGE));
        } else if (call == JdkCall.COPY && on != null) {
            note(on.node(), Use.CHANGE);
        } else if (call == JdkCall.COPY) {
            note(arguments.get(name.equals("arraycopy") ? 2 : 0).node(), Use.CHANGE);
        }
    }

    private void ofOthers(
            int opcode,
            String owner,
            String name,
            String descriptor,
            @Nullable Node result,
            @Nullable Value on,
            List<Value> arguments) {
        String callee = key(owner, name, descriptor);
        boolean exact = aliases.isExact(opcode, callee);
        if (result != null && !aliases.fresh.isFresh(owner, name, descriptor)) {
            if (exact) {
                Node.merge(result, aliases.result(callee));
            } else {
                note(result, Use.FROM);
            }
        }
        if (aliases.access.containsKey(callee)) {
            calls(callee);
            boolean ofAnother = on != null && !on.self() && !name.startsWith("<") && !isInitialiser;
            if (ofAnother) {
                aliases.calledLater.add(callee);
            }
        }
        if (!exact) {
            arguments.forEach(argument -> note(argument.node(), Use.TO));
            return;
        }
        int slot = opcode == Opcodes.INVOKESTATIC ? 0 : 1;
        Type[] types = Type.getArgumentTypes(descriptor);
        for (int i = 0; i < types.length; i++) {
            if (arguments.get(i).node() != null) {
                Node.merge(aliases.slot(callee, slot), arguments.get(i).node());
            }
            slot += types[i].getSize();
        }
    }

    private void calls(String callee) {
        if (!isGuarded()) {
            aliases.calls.computeIfAbsent(method, key -> new HashSet<>()).add(callee);
        }
    }

    @Override
    Value captured(Handle bootstrap, String descriptor, Object[] constants, List<Value> arguments) {
        String type = typeOf(Type.getReturnType(descriptor));
        arguments.forEach(this::kept);
        if (!bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
            boolean readsOnly = bootstrap.getOwner().equals("java/lang/invoke/StringConcatFactory")
                    || bootstrap.getOwner().startsWith("java/lang/runtime/");
            arguments.forEach(argument -> note(readsOnly ? null : argument.node(), Use.TO));
            return new Value(type, null);
        }
        Handle code = (Handle) constants[1];
        String callee = key(code.getOwner(), code.getName(), code.getDesc());
        List<Node> reached = new ArrayList<>();
        arguments.forEach(argument -> {
            if (argument.node() != null) {
                reached.add(argument.node());
            }
        });
        boolean known = aliases.access.containsKey(callee);
        if (known) {
            reached.addAll(parameters(callee, code.getDesc(), code.getTag() == Opcodes.H_INVOKESTATIC));
            Type result = Type.getReturnType(code.getDesc());
            if (newNode(result) != null) {
                reached.add(aliases.result(callee));
            }
        }
        Node lambda = reached.isEmpty() ? null : new Node();
        reached.forEach(each -> Node.merge(lambda, each));
        if (newNode(type) == null) {
            note(lambda, Use.TO);
        }
        return new Value(type, lambda, false, known ? callee : null);
    }
}
