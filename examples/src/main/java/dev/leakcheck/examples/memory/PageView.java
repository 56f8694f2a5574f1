package dev.leakcheck.examples.memory;

/** One page that a visitor looked at. */
record PageView(int page, long millis) {}
