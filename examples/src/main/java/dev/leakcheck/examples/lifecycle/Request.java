package dev.leakcheck.examples.lifecycle;

/** What a customer sent. */
public record Request(String id, String customer, byte[] upload) {}
