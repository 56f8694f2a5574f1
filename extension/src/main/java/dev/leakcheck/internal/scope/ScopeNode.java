package dev.leakcheck.internal.scope;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A scope in its tree; knows which of its children are open now. */
public final class ScopeNode implements Scope {

    private final Kind kind;
    private volatile String name;
    private final @Nullable ScopeNode parent;
    private final Set<String> testClasses;
    private volatile @Nullable StackTraceElement location;
    private final Set<ScopeNode> openChildren = ConcurrentHashMap.newKeySet();
    private volatile Set<Resource> checked = Set.of(Resource.values());
    private volatile @Nullable ScopeNode lastClosed;
    private volatile boolean open = true;
    private volatile boolean overlapped;
    private volatile boolean crowded;
    private volatile boolean excused;
    private volatile boolean requested = true;
    private volatile @Nullable Map<String, List<WeakReference<Object>>> fixtures;

    private ScopeNode(Kind kind, String name, @Nullable ScopeNode parent, Set<String> testClasses) {
        this.kind = kind;
        this.name = name;
        this.parent = parent;
        this.testClasses = Set.copyOf(testClasses);
    }

    /** Opens the root of a tree. */
    public static ScopeNode openRun(String name) {
        return new ScopeNode(Kind.RUN, name, null, Set.of());
    }

    /** Opens a scope inside this one; {@code testClasses} are the classes whose static state is this scope's. */
    public ScopeNode openChild(Kind childKind, String childName, Set<String> testClassNames) {
        ScopeNode child = new ScopeNode(childKind, childName, this, testClassNames);
        openChildren.add(child);
        if (openChildren.size() > 1) {
            openChildren.forEach(each -> each.overlapped = true);
            crowded = true;
        }
        return child;
    }

    /** Gives the scope its name, where JUnit tells it only after the scope has begun. */
    public void rename(String newName) {
        name = newName;
    }

    /** Says where the scope stands in the source, for failures that have no better frame. */
    public ScopeNode locatedAt(StackTraceElement frame) {
        location = frame;
        return this;
    }

    /** Where the scope stands in the source; null if unknown. */
    public @Nullable StackTraceElement location() {
        return location;
    }

    /**
     * Says which resources the scope is asked about.
     *
     * @param onRequest whether somebody asked for this check, not for one of everything that there is
     */
    public void checks(Set<Resource> resources, boolean onRequest) {
        checked = Set.copyOf(resources);
        requested = onRequest;
    }

    /** Whether somebody asked for this check, so that it may cost more than next to nothing. */
    public boolean isRequested() {
        return requested;
    }

    /**
     * Whether this scope and all around it up to {@code ancestor} are asked about a resource: what a test is told not to
     * answer for is not its class's either.
     */
    public boolean answersUpTo(ScopeNode ancestor, Resource resource) {
        for (ScopeNode node = this; node != null && node != ancestor; node = node.parent) {
            if (!node.checked.contains(resource)) {
                return false;
            }
        }
        return true;
    }

    /** Marks the scope as ended; what it made lives on and stays charged to it. */
    public void close() {
        open = false;
        if (parent != null) {
            parent.openChildren.remove(this);
            parent.lastClosed = this;
        }
    }

    /** Whether nothing in {@code ancestor} has ended since this has. */
    public boolean isLastWithin(ScopeNode ancestor) {
        ScopeNode node = this;
        while (node != ancestor && node.parent != null && node.parent.lastClosed == node) {
            node = node.parent;
        }
        return node == ancestor;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Scope> parent() {
        return Optional.ofNullable(parent);
    }

    /** The parent as a node. */
    public @Nullable ScopeNode enclosing() {
        return parent;
    }

    /** Whether the scope has not ended yet. */
    public boolean isOpen() {
        return open;
    }

    /** Whether a scope beside this one, or beside one around it, was open at the same time. */
    public boolean overlapped() {
        return overlapped || (parent != null && parent.overlapped());
    }

    /** Whether scopes in here were open at the same time. */
    public boolean hadConcurrentChildren() {
        return crowded;
    }

    /** Whether scopes in here are open at the same time now. */
    public boolean hasConcurrentChildren() {
        return openChildren.size() > 1;
    }

    /** Whether this is {@code ancestor} or stands somewhere inside it. */
    public boolean isWithin(ScopeNode ancestor) {
        for (ScopeNode node = this; node != null; node = node.parent) {
            if (node == ancestor) {
                return true;
            }
        }
        return false;
    }

    /** The root of the tree. */
    public ScopeNode run() {
        return parent == null ? this : parent.run();
    }

    /** Says that the scope has failed for another reason, or did not run to its end: it answers for no memory. */
    public void excuse() {
        excused = true;
    }

    /** Whether it has been {@linkplain #excuse() excused}. */
    public boolean isExcused() {
        return excused;
    }

    /** The innermost open scope in here, as long as there is only one candidate at each level. */
    public ScopeNode soleOpenWithin() {
        ScopeNode node = this;
        while (node.openChildren.size() == 1) {
            var children = node.openChildren.iterator();
            if (!children.hasNext()) {
                return node;
            }
            node = children.next();
        }
        return node;
    }

    /** The scope, this one or one around it, that answers for the static state of a class; null if none does. */
    public @Nullable ScopeNode ownerOfStaticStateOf(String className) {
        for (ScopeNode node = this; node != null; node = node.parent) {
            if (node.testClasses.contains(className)) {
                return node;
            }
        }
        return null;
    }

    /** The scope that answers for the static state of a class or of one that it stands in: of no test class, the run. */
    public ScopeNode answeringForStaticStateOf(String className) {
        ScopeNode node = this;
        while (node.parent != null && !node.isInTestClass(className)) {
            node = node.parent;
        }
        return node;
    }

    private boolean isInTestClass(String className) {
        for (String test : testClasses) { // No lambda: hooks come here.
            if (className.startsWith(test)
                    && (className.length() == test.length() || className.charAt(test.length()) == '$')) {
                return true;
            }
        }
        return false;
    }

    /** The names of the classes whose instances are this scope's test instances, its enclosing scopes' included. */
    public Set<String> testClasses() {
        if (parent == null || testClasses.isEmpty() && kind != Kind.CLASS && kind != Kind.RUN) {
            return parent == null ? testClasses : parent.testClasses();
        }
        Set<String> all = ConcurrentHashMap.newKeySet();
        all.addAll(testClasses);
        all.addAll(parent.testClasses());
        return all;
    }

    /** Whether a class is one of those, or stands in one. */
    public boolean isTestCode(String className) {
        return answeringForStaticStateOf(className).parent != null;
    }

    /** The innermost class around, or this; null if there is none. */
    public @Nullable ScopeNode ofClass() {
        ScopeNode node = this;
        while (node != null && node.kind != Kind.CLASS) {
            node = node.parent;
        }
        return node;
    }

    /**
     * Says what was there for all tests before the first one of the class began; it is held weakly.
     *
     * @param made by the names of the classes in whose state it is
     */
    public void holds(Map<String, List<Object>> made) {
        Map<String, List<WeakReference<Object>>> weakly = new LinkedHashMap<>();
        made.forEach((type, objects) ->
                weakly.put(type, objects.stream().map(WeakReference::new).toList()));
        fixtures = weakly;
    }

    /** Whether that has been said. */
    public boolean hasFixtures() {
        return fixtures != null;
    }

    /** What of it there still is. */
    public Map<String, List<Object>> fixtures() {
        Map<String, List<Object>> left = new LinkedHashMap<>();
        Map<String, List<WeakReference<Object>>> known = fixtures;
        if (known != null) {
            known.forEach((type, objects) -> left.put(
                    type,
                    objects.stream()
                            .map(WeakReference::get)
                            .filter(Objects::nonNull)
                            .toList()));
        }
        return left;
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + name;
    }
}
