/** Whether anything in this process still moves, by the kernel's own account of its threads. */
@NullMarked
package dev.leakcheck.internal.rest;

import org.jspecify.annotations.NullMarked;
