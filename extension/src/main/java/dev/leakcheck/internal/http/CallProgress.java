package dev.leakcheck.internal.http;

/** How far a call has come, by its client's own state. */
public interface CallProgress {

    /** Whether it holds nothing any more. */
    boolean isOver();
}
