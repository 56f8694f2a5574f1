/** What a test does while it runs, measured only where a budget says so: allocation, and peaks of what is open. */
@NullMarked
package dev.leakcheck.internal.meter;

import org.jspecify.annotations.NullMarked;
