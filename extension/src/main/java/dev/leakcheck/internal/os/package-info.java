/** What the operating system tells about this process: its descriptors, sockets and children. */
@NullMarked
package dev.leakcheck.internal.os;

import org.jspecify.annotations.NullMarked;
