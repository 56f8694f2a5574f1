/** Assertions in the style of AssertJ, which is optional. */
@NullMarked
package dev.leakcheck.assertj;

import org.jspecify.annotations.NullMarked;
