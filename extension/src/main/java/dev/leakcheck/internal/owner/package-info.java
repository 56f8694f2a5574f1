/** What libraries' owners keep, as their adapters tell. */
@NullMarked
package dev.leakcheck.internal.owner;

import org.jspecify.annotations.NullMarked;
