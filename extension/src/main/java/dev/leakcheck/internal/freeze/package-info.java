/** The accepted leaks of a project that starts with LeakCheck: a committed file that only ratchets down. */
@NullMarked
package dev.leakcheck.internal.freeze;

import org.jspecify.annotations.NullMarked;
