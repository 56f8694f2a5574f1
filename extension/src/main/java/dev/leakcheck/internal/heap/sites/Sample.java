package dev.leakcheck.internal.heap.sites;

import java.util.List;

/**
 * One object that is alive, of many.
 *
 * @param className of the object, as in Java source
 * @param thread the id of the thread that allocated it; -1 if unknown
 * @param stack of the allocation, innermost first
 */
record Sample(String className, long thread, List<StackTraceElement> stack) {

    Sample {
        stack = List.copyOf(stack);
    }
}
