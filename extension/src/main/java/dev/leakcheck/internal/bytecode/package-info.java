/** Reads the byte code of classes, without changing it. */
@org.jspecify.annotations.NullMarked
package dev.leakcheck.internal.bytecode;
