/** What is detected and what is not, as users see it: fixtures run in JVMs of their own, verdicts and messages compared. */
@NullMarked
package dev.leakcheck.detection;

import org.jspecify.annotations.NullMarked;
