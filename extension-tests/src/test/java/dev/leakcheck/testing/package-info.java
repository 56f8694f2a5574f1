/**
 * How the tests run other tests: {@link dev.leakcheck.testing.InProcess} in this JVM,
 * {@link dev.leakcheck.testing.ForkedJUnit} in a JVM of its own on a chosen JUnit and JDK,
 * {@link dev.leakcheck.testing.ForkedSurefire} through Maven, for what a console shows.
 *
 * <p>The classes that are run so are called {@code *Fixture} or {@code *Case}: in {@code dev.leakcheck.fixtures}, or
 * static and nested in the test that runs them. Surefire runs {@code *Test} alone, so they may fail on purpose.
 */
@NullMarked
package dev.leakcheck.testing;

import org.jspecify.annotations.NullMarked;
