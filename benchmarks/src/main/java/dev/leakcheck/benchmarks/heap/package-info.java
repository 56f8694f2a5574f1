/** Counts false alarms and misses of the heap check on bodies that leak nothing and on leaks of many kinds. */
@NullMarked
package dev.leakcheck.benchmarks.heap;

import org.jspecify.annotations.NullMarked;
