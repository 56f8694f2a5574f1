package dev.leakcheck.internal.bytecode;

import org.jspecify.annotations.Nullable;

/** Stands for objects; two that may be the same, or may have got hold of each other, become one. */
final class Node {

    private @Nullable Node mergedInto;
    private @Nullable Node container;
    private boolean keeps;

    Node() {}

    Node find() {
        Node node = this;
        while (node.mergedInto != null) {
            node = node.mergedInto;
        }
        return node;
    }

    static void merge(@Nullable Node one, @Nullable Node other) {
        if (one == null || other == null || one.find() == other.find()) {
            return;
        }
        Node from = other.find();
        Node into = one.find();
        from.mergedInto = into;
        into.keeps |= from.keeps;
        if (into.container == null) {
            into.container = from.container;
        } else {
            merge(into.container, from.container);
        }
    }

    boolean is(Node other) {
        return find() == other.find();
    }

    /** It may have been taken out of another one. */
    void isElementOf(@Nullable Node other) {
        if (find().container == null) {
            find().container = other;
        } else {
            merge(find().container, other);
        }
    }

    @Nullable Node container() {
        return find().container;
    }

    /** Something has been put into it that can be changed in turn. */
    void keepsChangeable() {
        find().keeps = true;
    }

    boolean keeps() {
        return find().keeps;
    }
}
