/** Where objects that are still alive were allocated, by samples of Java Flight Recorder. */
@NullMarked
package dev.leakcheck.internal.heap.sites;

import org.jspecify.annotations.NullMarked;
