package dev.leakcheck.internal.heap;

/**
 * Some instances of a class, or their growth.
 *
 * @param className in the form of Java source, such as {@code byte[]} or {@code com.acme.Foo[]}
 * @param instances how many
 * @param bytes their shallow size
 */
public record ClassBytes(String className, long instances, long bytes) {}
