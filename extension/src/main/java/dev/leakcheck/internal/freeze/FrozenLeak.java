package dev.leakcheck.internal.freeze;

import dev.leakcheck.internal.os.Printable;
import dev.leakcheck.internal.verdict.Finding;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One accepted leak; a line of the file. The summary is for readers: it may hold numbers that change from run to run.
 *
 * @param fingerprint of the leak
 * @param scope the name of the scope that left it
 * @param summary what it was
 */
record FrozenLeak(String fingerprint, String scope, String summary) implements Comparable<FrozenLeak> {

    // A tab, since names of scopes hold spaces; a tab inside a name is written as \t.
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{8})\t([^\t]+)\t([^\t]*)");

    private static final Comparator<FrozenLeak> ORDER =
            Comparator.comparing(FrozenLeak::scope).thenComparing(FrozenLeak::fingerprint);

    static FrozenLeak of(String scope, Finding leak) {
        return new FrozenLeak(leak.fingerprint(), Printable.of(scope), Printable.of(leak.summary()));
    }

    /** Null if it is no such line. */
    static @Nullable FrozenLeak parse(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? new FrozenLeak(matcher.group(1), matcher.group(2), matcher.group(3)) : null;
    }

    String line() {
        return fingerprint + '\t' + scope + '\t' + summary;
    }

    /** By scope and fingerprint only: two lines that say the same leak are one. */
    @Override
    public int compareTo(FrozenLeak other) {
        return ORDER.compare(this, other);
    }
}
