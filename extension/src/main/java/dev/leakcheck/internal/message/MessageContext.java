package dev.leakcheck.internal.message;

import java.util.Optional;

/**
 * What a message says beyond the leaks themselves.
 *
 * @param waited how long was waited for the leaks to end, as a clause; empty if there is nothing to say
 * @param report where the report is, empty if there is none
 */
public record MessageContext(String waited, Optional<String> report) {}
