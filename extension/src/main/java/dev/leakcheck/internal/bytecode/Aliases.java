package dev.leakcheck.internal.bytecode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** What the code of some methods may do to the same objects. */
final class Aliases {

    enum Use {
        /** It may come from anywhere. */
        FROM,
        /** It may be anywhere then. */
        TO,
        CHANGE
    }

    /**
     * Something is done to an object.
     *
     * @param method that does it
     * @param guarded where the field has been found to be null
     */
    record Event(Node object, Use use, String method, boolean guarded) {}

    private record Wrapping(Node wrapper, Node inner) {}

    final String owner;
    final String field;
    /** What the collections hold is open to change as well. */
    final boolean nested;

    final FreshResults fresh;
    final Node ofField = new Node();
    /** Of the methods that are read. */
    final Map<String, Integer> access = new HashMap<>();
    /** By the methods that do: those of the same classes that they call where the field need not have been null. */
    final Map<String, Set<String>> calls = new HashMap<>();
    /** The methods that can be called at any time, by what was made of them. */
    final Set<String> calledLater = new HashSet<>();
    /** The methods that look at the field of other objects than their own. */
    final Set<String> readingOthers = new HashSet<>();
    /** The methods that may assign the field another object. */
    final Set<String> assigning = new HashSet<>();

    private final Map<String, Node> named = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Wrapping> wrappings = new ArrayList<>();
    private final List<Node> casts = new ArrayList<>();

    /**
     * @param owner the class of the field; empty if there is none
     * @param nested whether what collections hold is asked about as well
     */
    Aliases(String owner, String field, boolean nested, FreshResults fresh) {
        this.owner = owner;
        this.field = field;
        this.nested = nested;
        this.fresh = fresh;
    }

    Node slot(String method, int variable) {
        return named.computeIfAbsent(method + '#' + variable, key -> new Node());
    }

    Node result(String method) {
        return named.computeIfAbsent(method, key -> new Node());
    }

    boolean isPrivate(String method) {
        return (access.getOrDefault(method, 0) & Opcodes.ACC_PRIVATE) != 0;
    }

    /** Whether a call of it calls that and not what overrides it. */
    boolean isExact(int opcode, String method) {
        int fixed = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
        return access.containsKey(method)
                && (opcode == Opcodes.INVOKESTATIC
                        || opcode == Opcodes.INVOKESPECIAL
                        || (access.get(method) & fixed) != 0);
    }

    void add(@Nullable Node object, Use use, String method, boolean guarded) {
        if (object != null) {
            events.add(new Event(object, use, method, guarded));
        }
    }

    void wrapped(@Nullable Node wrapper, @Nullable Node inner) {
        if (wrapper != null && inner != null) {
            wrappings.add(new Wrapping(wrapper, inner));
        }
    }

    void cast(Node object) {
        casts.add(object);
    }

    /** What was taken out of something and is then used as a collection is a part of that. */
    void settle() {
        boolean merged = true;
        while (merged) {
            merged = false;
            for (Node object : casts) {
                Node container = object.container();
                if (container != null && !object.is(container)) {
                    Node.merge(object, container);
                    container.keepsChangeable();
                    merged = true;
                }
            }
        }
    }

    List<Event> events(Node object) {
        return events.stream().filter(event -> event.object().is(object)).toList();
    }

    /** What unchangeable views show that the object may be. */
    List<Node> wrappedBy(Node object) {
        return wrappings.stream()
                .filter(each -> each.wrapper().is(object))
                .map(Wrapping::inner)
                .toList();
    }
}
