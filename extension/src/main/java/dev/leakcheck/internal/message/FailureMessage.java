package dev.leakcheck.internal.message;

import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Verdict;
import java.util.List;

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
        int number = 0;
        for (List<Finding> group : groups) {
            if (number == BLOCKS_SHOWN) {
                break;
            }
            text.append('\n').append(LeakBlock.of(++number, group, verdict, context));
        }
        if (groups.size() > BLOCKS_SHOWN) {
            text.append("\n  … and ")
                    .append(groups.size() - BLOCKS_SHOWN)
                    .append(" more")
                    .append(context.report().map(report -> ": see " + report).orElse(""))
                    .append('\n');
        }
        for (String note : verdict.notes()) {
            text.append("\n  note: ").append(note).append('\n');
        }
        return text.toString().stripTrailing();
    }
}
