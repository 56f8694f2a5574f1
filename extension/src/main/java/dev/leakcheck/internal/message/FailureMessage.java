package dev.leakcheck.internal.message;

import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The message of a failure: a one-line verdict, then a block a leak; equal leaks share one. */
public final class FailureMessage {

    private static final int BLOCKS_SHOWN = 8;

    private FailureMessage() {}

    /**
     * Renders a verdict that is not clean.
     *
     * @param context what the blocks have to say beyond the leaks themselves
     */
    public static String of(Verdict verdict, MessageContext context) {
        List<List<Finding>> groups = Verdict.byCause(verdict.leaks());
        StringBuilder text = new StringBuilder(VerdictLine.of(verdict)).append('\n');
        Set<List<Finding>> shown = shown(groups);
        List<Finding> hidden = new ArrayList<>();
        int number = 0;
        for (List<Finding> group : groups) {
            if (shown.contains(group)) {
                text.append('\n').append(LeakBlock.of(++number, group, verdict, context));
            } else {
                hidden.addAll(group);
            }
        }
        if (!hidden.isEmpty()) {
            text.append("\n  … and ")
                    .append(hidden.size())
                    .append(" more (")
                    .append(Plural.counted(hidden, ", "))
                    .append(')')
                    .append(context.report().map(report -> ": see " + report).orElse(""))
                    .append('\n');
        }
        for (String note : verdict.notes()) {
            text.append("\n  note: ").append(note).append('\n');
        }
        return text.toString().stripTrailing();
    }

    /** The heaviest, and at least one of all that has a budget of its own. */
    private static Set<List<Finding>> shown(List<List<Finding>> groups) {
        Map<String, List<Finding>> first = new HashMap<>();
        groups.forEach(group -> first.putIfAbsent(Verdict.attribute(group.get(0)), group));
        Set<List<Finding>> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        chosen.addAll(first.values());
        for (List<Finding> group : groups) {
            if (chosen.size() < BLOCKS_SHOWN) {
                chosen.add(group);
            }
        }
        return chosen;
    }
}
