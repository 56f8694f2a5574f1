/**
 * The service provider interface through which LeakCheck's own resources are written: implement
 * {@link dev.leakcheck.spi.LeakProbe} to check a resource of your own, {@link dev.leakcheck.spi.OwnerAdapter} to tell of
 * pools, clients and servers of your own that keep threads or descriptors.
 */
@NullMarked
package dev.leakcheck.spi;

import org.jspecify.annotations.NullMarked;
