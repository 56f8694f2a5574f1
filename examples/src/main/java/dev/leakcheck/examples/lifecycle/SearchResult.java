package dev.leakcheck.examples.lifecycle;

/** What was found for a customer. */
public record SearchResult(String customer, String query, byte[] page) {}
