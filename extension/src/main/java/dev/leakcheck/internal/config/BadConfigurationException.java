package dev.leakcheck.internal.config;

/** A key, a value or an annotation attribute that means nothing; the message names it, its place and what is allowed. */
public final class BadConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadConfigurationException(String message) {
        super(message);
    }
}
