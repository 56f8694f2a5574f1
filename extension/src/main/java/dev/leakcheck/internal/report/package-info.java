/** What leaked, in files: a line for each leak as it is found, and a page for people at the end. */
@NullMarked
package dev.leakcheck.internal.report;

import org.jspecify.annotations.NullMarked;
