package dev.leakcheck.internal.owner.library;

/** An adapter of what is nothing but its parts, such as a class loader with its jars: these count, charged to where it was made. */
public interface CountedByParts {}
