package dev.leakcheck.internal.scope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one thread works for, innermost last. Each entry has a token, so that a missed end does no lasting harm. */
final class ScopeStack {

    private @Nullable Object[] tokens = new Object[4];
    private @Nullable ScopeNode[] scopes = new ScopeNode[4];
    private @Nullable ScopedOrigin[] origins = new ScopedOrigin[4];
    private int size;

    /**
     * Enters something.
     *
     * @param origin where it comes from, if its own stack will not tell
     */
    void push(Object token, ScopeNode scope, @Nullable ScopedOrigin origin) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size * 2);
            scopes = Arrays.copyOf(scopes, size * 2);
            origins = Arrays.copyOf(origins, size * 2);
        }
        tokens[size] = token;
        origins[size] = origin;
        scopes[size++] = scope;
    }

    /** Takes the innermost entry of this token away, and no other one: blocks may end in any order. */
    void remove(Object token) {
        int index = indexOf(token);
        if (index >= 0) {
            System.arraycopy(tokens, index + 1, tokens, index, size - index - 1);
            System.arraycopy(scopes, index + 1, scopes, index, size - index - 1);
            System.arraycopy(origins, index + 1, origins, index, size - index - 1);
            truncate(size - 1);
        }
    }

    /** Takes the innermost entry of this token away, with all that was entered inside it and never left. */
    void popTo(Object token) {
        int index = indexOf(token);
        if (index >= 0) {
            truncate(index);
        }
    }

    void clear() {
        truncate(0);
    }

    /** Read by other threads, so that it may be a moment old. */
    List<Object> tasks() {
        List<Object> tasks = new ArrayList<>();
        for (Object token : tokens.clone()) {
            if (token != null && !(token instanceof ScopeNode)) {
                tasks.add(token);
            }
        }
        return tasks;
    }

    /** Read by other threads, too. */
    boolean hasOpen() {
        for (ScopeNode scope : scopes.clone()) {
            if (scope != null && scope.isOpen()) {
                return true;
            }
        }
        return false;
    }

    @Nullable ScopeNode top() {
        return size == 0 ? null : scopes[size - 1];
    }

    @Nullable ScopedOrigin topOrigin() {
        return size == 0 ? null : origins[size - 1];
    }

    @Nullable ScopeNode topOf(Object token) {
        return size == 0 || tokens[size - 1] != token ? null : scopes[size - 1];
    }

    private int indexOf(Object token) {
        for (int i = size - 1; i >= 0; i--) {
            if (tokens[i] == token) {
                return i;
            }
        }
        return -1;
    }

    /** Nothing that a user's task refers to may be held longer than the task. */
    private void truncate(int newSize) {
        while (size > newSize) {
            tokens[--size] = null;
            scopes[size] = null;
            origins[size] = null;
        }
    }
}
