package dev.leakcheck.spi;

/**
 * What is known of a live resource's future.
 *
 * @param kind whether it counts
 * @param reason why, for the report; empty if it is simply held
 */
public record Standing(Kind kind, String reason) {

    private static final Standing HELD = new Standing(Kind.HELD, "");
    private static final Standing COLLECTED = new Standing(Kind.COLLECTED, "");

    /** Whether a live resource counts as left behind. */
    public enum Kind {
        /** It is held, and a leak if it stays. */
        HELD,
        /** Its owner was told to stop: it is on parole, not waited for, and looked at again later. */
        ENDING,
        /** By its own contract a garbage collection ends it, so one is forced before it is accused. */
        ENDS_AT_GC,
        /** It is gone, but nobody ended it except the garbage collector, which came by chance: a leak, not waited for. */
        COLLECTED,
        /** It is nobody's leak, for example an idle pooled connection. */
        NOBODYS
    }

    /**
     * Returns the standing of what is simply held.
     *
     * @return {@link Kind#HELD}
     */
    public static Standing held() {
        return HELD;
    }

    /**
     * Returns the standing of what was told to stop.
     *
     * @param reason how it was told
     * @return {@link Kind#ENDING}
     */
    public static Standing ending(String reason) {
        return new Standing(Kind.ENDING, reason);
    }

    /**
     * Returns the standing of what a garbage collection ends by contract.
     *
     * @param reason the contract
     * @return {@link Kind#ENDS_AT_GC}
     */
    public static Standing endsAtGc(String reason) {
        return new Standing(Kind.ENDS_AT_GC, reason);
    }

    /**
     * Returns the standing of what was left behind until the garbage collector ended it.
     *
     * @return {@link Kind#COLLECTED}
     */
    public static Standing collected() {
        return COLLECTED;
    }

    /**
     * Returns the standing of what fails no test.
     *
     * @param reason why it does not
     * @return {@link Kind#NOBODYS}
     */
    public static Standing nobodys(String reason) {
        return new Standing(Kind.NOBODYS, reason);
    }
}
