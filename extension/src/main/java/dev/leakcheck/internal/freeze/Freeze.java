package dev.leakcheck.internal.freeze;

import dev.leakcheck.internal.config.BadConfigurationException;
import dev.leakcheck.internal.config.Configuration;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.os.Printable;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which leaks are accepted in a run.
 *
 * <p>A JVM that finds no file belongs to the first run: all its leaks are accepted and entered. A JVM that finds one
 * never adds to it. It takes out what is no longer needed: the leaks of a scope that ran to its end and left nothing but
 * accepted leaks, of which these were none. A scope with a new leak keeps its entries, since the same leak has another
 * fingerprint where creation sites are unknown.
 */
public final class Freeze {

    private static final Freeze NONE = new Freeze(null, false, Set.of());

    /** The files that this JVM makes: one JVM may see many runs, a class each. */
    private static final Set<Path> MADE_HERE = ConcurrentHashMap.newKeySet();

    private final @Nullable FreezeFile file;
    private final boolean first;
    private final Set<FrozenLeak> frozen;
    // Sorted: entries are equal by scope and fingerprint, whatever their summaries.
    private final Set<FrozenLeak> seen = new ConcurrentSkipListSet<>();
    private final Set<String> clean = ConcurrentHashMap.newKeySet();

    private Freeze(@Nullable FreezeFile file, boolean first, Set<FrozenLeak> frozen) {
        this.file = file;
        this.first = first;
        this.frozen = frozen;
    }

    /** Accepts nothing. */
    public static Freeze none() {
        return NONE;
    }

    /**
     * Reads the file, if one is configured and there.
     *
     * @throws BadConfigurationException naming the file, and the line that means nothing
     */
    public static Freeze open(Configuration configuration) {
        if (configuration.freeze().isEmpty()) {
            return NONE;
        }
        Path path = configuration.freeze().get().toAbsolutePath().normalize();
        FreezeFile file = new FreezeFile(path);
        if (!file.exists()) {
            MADE_HERE.add(path);
        }
        return MADE_HERE.contains(path) ? new Freeze(file, true, Set.of()) : new Freeze(file, false, file.read());
    }

    /**
     * Parts the leaks of a verdict into those that are accepted and the rest, which has the whole budget to itself.
     *
     * @param complete tells whether the scope ran to its end, so that what it did not leak it no longer leaks
     */
    public Sifted sift(Verdict verdict, BooleanSupplier complete) {
        if (file == null) {
            return new Sifted(verdict, List.of());
        }
        String scope = verdict.scope().name();
        List<Finding> accepted = new ArrayList<>();
        List<Finding> rest = new ArrayList<>();
        for (Finding leak : verdict.leaks()) {
            FrozenLeak entry = FrozenLeak.of(scope, leak);
            if (first || frozen.contains(entry)) {
                seen.add(entry);
                accepted.add(leak);
            } else {
                rest.add(leak);
            }
        }
        if (rest.isEmpty() && complete.getAsBoolean()) {
            clean.add(Printable.of(scope));
        }
        return new Sifted(accepted.isEmpty() ? verdict : verdict.judgedAgain(rest), accepted);
    }

    /** Enters what the first run found, or takes out what later ones no longer find. */
    public void runEnded() {
        if (file == null) {
            return;
        }
        try {
            if (first) {
                file.change(present -> {
                    // What is there was entered by another JVM of the first run, or by an earlier run in this one.
                    present.addAll(seen);
                    return present;
                });
                Notices.once(told(file));
            } else if (frozen.stream().anyMatch(this::isMended)) {
                file.change(present -> {
                    present.removeIf(this::isMended);
                    return present;
                });
            }
        } catch (IOException | BadConfigurationException e) {
            Notices.once("The file of accepted leaks could not be written: " + e);
        }
    }

    private String told(FreezeFile made) {
        int leaks = seen.size();
        return leaks == 0
                ? "No leak had to be accepted: " + made + " is there, and later runs accept none"
                : (leaks == 1 ? "1 leak was" : leaks + " leaks were") + " accepted and written to " + made
                        + ": later runs fail on new ones only";
    }

    private boolean isMended(FrozenLeak entry) {
        return clean.contains(entry.scope()) && !seen.contains(entry);
    }

    /**
     * A verdict in two parts.
     *
     * @param rest what is judged
     * @param accepted what is not
     */
    public record Sifted(Verdict rest, List<Finding> accepted) {}
}
