/**
 * The service provider interface through which LeakCheck's own resources are written: implement
 * {@link dev.leakcheck.spi.LeakProbe} to check a pool of your own.
 */
@NullMarked
package dev.leakcheck.spi;

import org.jspecify.annotations.NullMarked;
