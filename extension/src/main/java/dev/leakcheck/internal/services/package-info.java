/** What users add by the service loader. */
@NullMarked
package dev.leakcheck.internal.services;

import org.jspecify.annotations.NullMarked;
