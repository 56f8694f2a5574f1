/** The adapters that come with LeakCheck, one class a library, by reflection: none of the libraries need be there. */
@NullMarked
package dev.leakcheck.internal.owner.library;

import org.jspecify.annotations.NullMarked;
