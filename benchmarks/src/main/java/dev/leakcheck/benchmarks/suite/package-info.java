/** What LeakCheck costs a real suite. */
@NullMarked
package dev.leakcheck.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
