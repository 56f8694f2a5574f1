package dev.leakcheck.benchmarks;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a check of the heap costs if it is done the obvious way. */
public final class NaiveGcExtension implements BeforeEachCallback, AfterEachCallback {

    @Override
    public void beforeEach(ExtensionContext context) {
        System.gc();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.gc();
    }
}
