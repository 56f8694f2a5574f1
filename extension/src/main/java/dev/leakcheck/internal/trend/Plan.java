package dev.leakcheck.internal.trend;

import dev.leakcheck.internal.config.BadConfigurationException;

/**
 * Which rounds there are and what they may add.
 *
 * @param iterations how many rounds in all
 * @param warmUp how many of them do not count
 * @param heap how many bytes each may add to the heap
 */
public record Plan(int iterations, int warmUp, long heap) {

    /** With fewer the middle says nothing. */
    private static final int FEWEST_MEASURED = 5;

    private static final int MOST = 1000;

    /** Each look takes some 30 ms: of many rounds some are measured. */
    private static final int MOST_LOOKS = 32;

    /**
     * Refuses what means nothing.
     *
     * @param place what to name in the error
     * @throws BadConfigurationException if a number is out of range
     */
    public Plan checked(String place) {
        if (warmUp < 1 || warmUp > MOST - FEWEST_MEASURED) {
            throw new BadConfigurationException("@LeakTrend(warmUp) on " + place + ": " + warmUp
                    + " is out of range. Allowed are whole numbers from 1 to " + (MOST - FEWEST_MEASURED));
        }
        if (iterations < warmUp + FEWEST_MEASURED || iterations > MOST) {
            throw new BadConfigurationException("@LeakTrend(iterations) on " + place + ": " + iterations
                    + " is out of range. Allowed are whole numbers from " + (warmUp + FEWEST_MEASURED) + " (warmUp + "
                    + FEWEST_MEASURED + ") to " + MOST);
        }
        return this;
    }

    /** How many rounds count. */
    int measured() {
        return iterations - warmUp;
    }

    /** Whether to look after this round, of which the first is number 1. */
    boolean looksAfter(int round) {
        return round >= warmUp && ((iterations - round) % step() == 0 || round == warmUp);
    }

    /** Whether this round is about in the middle of those that count, and looked at. */
    boolean isMiddle(int round) {
        int rest = iterations - round;
        return rest % step() == 0 && rest >= measured() / 2 && rest < measured() / 2 + step();
    }

    private int step() {
        return (measured() + MOST_LOOKS - 1) / MOST_LOOKS;
    }
}
