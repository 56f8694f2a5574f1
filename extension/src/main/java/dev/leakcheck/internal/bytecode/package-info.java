/** Reads the byte code of classes, without changing it, and makes some of its own. */
@org.jspecify.annotations.NullMarked
package dev.leakcheck.internal.bytecode;
