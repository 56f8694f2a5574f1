/**
 * LeakCheck's public API: annotate a test class with {@link dev.leakcheck.LeakCheck}, and a test that leaves resources
 * behind fails with the line that created them.
 */
@NullMarked
package dev.leakcheck;

import org.jspecify.annotations.NullMarked;
