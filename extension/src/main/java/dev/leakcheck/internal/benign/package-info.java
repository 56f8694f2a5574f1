/** What is nobody's leak, with the reasons: threads, descriptors, and what the JDK and libraries make for a whole JVM. */
@NullMarked
package dev.leakcheck.internal.benign;

import org.jspecify.annotations.NullMarked;
