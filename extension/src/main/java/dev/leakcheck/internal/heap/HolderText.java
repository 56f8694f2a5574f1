package dev.leakcheck.internal.heap;

import dev.leakcheck.internal.config.Sizes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Says in a line how a holder comes by what it holds, and what to do about it. */
final class HolderText {

    private static final String ARROW = " -> ";
    private static final int PATHS_SHOWN = 3;
    private static final int STEPS_SHOWN = 7;
    /** A branch that holds less than this part of a holder's growth tells nothing. */
    private static final double WORTH_SHOWING = 0.15;
    /** Objects that take this part of what is below them are where the path ends. */
    private static final double ARRIVED = 0.5;

    private final ClassNames classes;
    private final HolderTree.Node holder;
    private final Map<String, Double> fresh = new HashMap<>();
    private final Map<HolderTree.Node, Double> weights = new HashMap<>();

    /**
     * @param grown how much of each class the holder has come into
     * @param held how much of it there is
     */
    HolderText(ClassNames classes, HolderTree.Node holder, Map<String, Long> grown, Map<String, ClassBytes> held) {
        this.classes = classes;
        this.holder = holder;
        grown.forEach(
                (name, bytes) -> fresh.put(name, (double) bytes / held.get(name).bytes()));
        weigh(holder);
    }

    List<String> paths() {
        List<HolderTree.Node> ends = new ArrayList<>();
        collect(holder, ends);
        ends.sort(Comparator.comparingDouble((HolderTree.Node end) -> -weights.get(end)));
        Map<String, String> lastByPath = new LinkedHashMap<>();
        for (HolderTree.Node end : ends) {
            String path = path(end);
            int last = path.lastIndexOf(ARROW);
            String way = last < 0 ? path : path.substring(0, last);
            // What one collection holds, such as keys and values, is one path.
            lastByPath.merge(way, last < 0 ? "" : path.substring(last), HolderText::joined);
        }
        return lastByPath.entrySet().stream()
                .limit(PATHS_SHOWN)
                .map(each -> each.getKey() + each.getValue())
                .toList();
    }

    private static String joined(String one, String other) {
        return one.equals(other) ? one : one + ", " + other.substring(ARROW.length());
    }

    /** The fields from a static one to all that is worth it. */
    List<HeapOwner.Link> links() {
        if (!holder.holder.startsWith("static ")) {
            return List.of();
        }
        Set<HeapOwner.Link> links = new LinkedHashSet<>();
        String field = holder.holder.substring("static ".length());
        int dot = field.lastIndexOf('.');
        HolderTree.Node first = heaviest(holder);
        String target = first == null ? "?" : nameOf(first);
        links.add(new HeapOwner.Link(field.substring(0, dot), field.substring(dot + 1), target, isAlone(first)));
        holder.children.forEach(child -> link(child, links));
        return List.copyOf(links);
    }

    private void link(HolderTree.Node node, Set<HeapOwner.Link> links) {
        boolean known = node.type >= 0
                && !ClassKinds.isJdk(nameOf(node))
                && !nameOf(node).endsWith("[]");
        node.back.forEach((field, type) -> {
            if (known && field != 0) {
                links.add(new HeapOwner.Link(nameOf(node), classes.text(field), classes.nameOf(type), false));
            }
        });
        for (HolderTree.Node child : node.children) {
            if (weights.get(child) >= weights.get(holder) * WORTH_SHOWING || child == heaviest(node)) {
                if (known && child.field != 0) {
                    links.add(
                            new HeapOwner.Link(nameOf(node), classes.text(child.field), nameOf(child), isAlone(child)));
                }
                link(child, links);
            }
        }
    }

    private static boolean isAlone(HolderTree.@org.jspecify.annotations.Nullable Node node) {
        return node != null && node.count() == 1;
    }

    private String nameOf(HolderTree.Node node) {
        return classes.nameOf(node.type >= 0 ? node.type : -2 - node.type);
    }

    String remedy() {
        String name = holder.holder;
        if (name.startsWith("thread local ")) {
            return "call remove() on the thread local in a finally block; the thread outlives the test";
        }
        if (name.startsWith("thread ") || name.startsWith("stack of thread ")) {
            return "let the thread end before the test does, and what it holds goes with it";
        }
        HolderTree.Node first = heaviest(holder);
        String collection = first == null || first.type < 0 ? "" : classes.nameOf(first.type);
        if (!name.startsWith("static ")) {
            return "take back what was registered there";
        }
        String field = name.substring("static ".length());
        if (ClassKinds.isJdk(field) && !field.equals("java.lang.System.props")) {
            return "take back what was registered there";
        }
        if (holder.children.stream().anyMatch(this::holdsListeners)) {
            return "remove the listener from " + field + " when its owner is done";
        }
        if (collection.startsWith("java.util.") || collection.endsWith("[]")) {
            return "take out of " + field + " what the test put in, or bound it";
        }
        return "let go of it: clear or reset " + field + " when the test ends, or bound what it keeps";
    }

    private boolean holdsListeners(HolderTree.Node node) {
        return node.children.stream()
                .anyMatch(child -> child.type >= 0
                        && simpleName(child.type)
                                .matches(".*(Listener|Observer|Subscriber|Callback|Handler)s?(\\$.*)?| a lambda.*"));
    }

    private double weigh(HolderTree.Node node) {
        double weight = own(node);
        for (HolderTree.Node child : node.children) {
            weight += weigh(child);
        }
        weights.put(node, weight);
        return weight;
    }

    private double own(HolderTree.Node node) {
        double bytes = 0;
        for (Map.Entry<Integer, long[]> each : node.byClass.entrySet()) {
            bytes += fresh.getOrDefault(classes.nameOf(each.getKey()), 0.0) * each.getValue()[1];
        }
        return bytes;
    }

    private HolderTree.@org.jspecify.annotations.Nullable Node heaviest(HolderTree.Node node) {
        return node.children.stream()
                .max(Comparator.comparingDouble(weights::get))
                .orElse(null);
    }

    /** Goes down every branch that is worth it, to where the growth is. */
    private void collect(HolderTree.Node node, List<HolderTree.Node> ends) {
        List<HolderTree.Node> branches = node.children.stream()
                .filter(child -> weights.get(child) >= weights.get(holder) * WORTH_SHOWING)
                .toList();
        boolean arrived =
                node.type >= 0 && !isCollection(node) && (own(node) >= weights.get(node) * ARRIVED || isElement(node));
        if (branches.isEmpty() || arrived) {
            ends.add(node);
        } else {
            branches.forEach(branch -> collect(branch, ends));
        }
    }

    /** Many objects of the user's in a collection are what there is too much of, whatever they consist of. */
    private boolean isElement(HolderTree.Node node) {
        return isCollection(node.parent)
                && node.count() > 1
                && node.type >= HprofClasses.PRIMITIVE_ARRAYS
                && !ClassKinds.isJdk(classes.nameOf(node.type));
    }

    private boolean isCollection(HolderTree.Node node) {
        return node.type >= 0 && classes.nameOf(node.type).startsWith("java.util.");
    }

    private String path(HolderTree.Node end) {
        List<HolderTree.Node> nodes = new ArrayList<>();
        for (HolderTree.Node node = end; node != null; node = node.parent) {
            nodes.add(0, node);
        }
        HolderTree.Node largest = nodes.stream()
                .skip(1)
                .filter(node -> node.type >= 0 && isCollection(node) && entries(node) > 1)
                .reduce((a, b) -> weights.get(b) > weights.get(a) * (1 - WORTH_SHOWING) ? b : a)
                .orElse(end);
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            HolderTree.Node node = nodes.get(i);
            long field = i + 1 < nodes.size() ? nodes.get(i + 1).field : 0;
            steps.add(step(node, field, node == largest, node == end));
        }
        steps.removeIf(String::isEmpty);
        if (steps.size() > STEPS_SHOWN) {
            List<String> shown = new ArrayList<>(steps.subList(0, STEPS_SHOWN / 2 + 1));
            shown.add("…");
            shown.addAll(steps.subList(steps.size() - STEPS_SHOWN / 2, steps.size()));
            steps = shown;
        }
        return String.join(ARROW, steps);
    }

    private String step(HolderTree.Node node, long field, boolean largest, boolean last) {
        if (node.type == -1) {
            return node.holder;
        }
        if (node.type < -1) {
            String name = classes.nameOf(-2 - node.type);
            return field == 0 ? "class " + name : "static " + name + '.' + classes.text(field);
        }
        String text = simpleName(node.type);
        if (text.equals("ThreadLocal$ThreadLocalMap$Entry")) {
            return "";
        }
        if (isCollection(node)) {
            if (largest) {
                text += String.format(
                        Locale.ROOT,
                        " (%,d %s, +%s)",
                        entries(node),
                        entries(node) == 1 ? "entry" : "entries",
                        size(node));
            }
        } else if (largest) {
            text += (node.count() <= 1 ? " (+" : String.format(Locale.ROOT, " (%,d of them, +", node.count()))
                    + size(node)
                    + ')';
        }
        boolean named = field != 0 && !isCollection(node) && !text.endsWith("[]") && !text.startsWith("a lambda");
        return named ? text + '.' + classes.text(field) : text;
    }

    private String size(HolderTree.Node node) {
        return Sizes.format(Math.round(weights.get(node)));
    }

    private long entries(HolderTree.Node node) {
        if (node.entries > 0) {
            return node.entries;
        }
        long entries = 0;
        long locks = 0;
        for (HolderTree.Node child : node.children) {
            boolean isLock = child.type >= 0 && classes.nameOf(child.type).equals("java.lang.Object");
            entries += isLock ? 0 : child.count();
            locks += isLock ? child.count() : 0;
        }
        return entries > 0 ? entries : locks; // of a list of plain objects, these are the entries
    }

    private String simpleName(int type) {
        String name = classes.nameOf(type);
        if (name.endsWith("$$Lambda")) {
            String outer = name.substring(0, name.length() - "$$Lambda".length());
            return "a lambda of " + outer.substring(outer.lastIndexOf('.') + 1);
        }
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
