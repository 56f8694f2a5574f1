/** What grows with every round of a test that runs again and again. */
@NullMarked
package dev.leakcheck.internal.trend;

import org.jspecify.annotations.NullMarked;
