package dev.leakcheck.internal.message;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.Budgets;
import dev.leakcheck.internal.config.ConfigurationKeys;
import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.http.RequestIds;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Verdict;
import dev.leakcheck.spi.Detail;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** One block of a failure: what it is, whose, from where, how to mend it, how to allow it. */
final class LeakBlock {

    private static final int FRAMES_SHOWN = 16;
    /** Of these the last, where the test is. */
    private static final int OUTERMOST_SHOWN = 4;

    private static final int EQUALS_SHOWN = 3;
    private static final int DEPENDENTS_SHOWN = 6;
    private static final String INDENT = "     ";

    private final StringBuilder text = new StringBuilder();

    private LeakBlock() {}

    static String of(int number, List<Finding> equal, Verdict verdict, MessageContext context) {
        LeakBlock block = new LeakBlock();
        Finding leak = equal.get(0);
        block.headline(number, equal, context);
        block.creators(equal, verdict.scope());
        block.sites(leak);
        leak.details().forEach(block::detail);
        block.dependents(leak);
        block.line("to fix:    " + leak.remedy());
        block.line((isAll(equal, verdict) ? "to allow:  " : "to allow all:  ") + allowance(leak, verdict));
        block.line("leak " + leak.fingerprint()
                + context.report()
                        .map(report -> ", report: " + report + "#" + leak.fingerprint())
                        .orElse(""));
        return block.text.toString();
    }

    private void headline(int number, List<Finding> equal, MessageContext context) {
        Finding leak = equal.get(0);
        String label = "  " + number + ") ";
        boolean there = !Budgets.isMemory(leak.resource()) && leak.lasts();
        text.append(label)
                .append(equal.size() == 1 ? "" : equal.size() + " × ")
                .append(leak.summary())
                .append(there ? context.waited() : "")
                .append('\n');
        equal.stream().skip(1).limit(EQUALS_SHOWN).forEach(other -> line("also " + other.summary()));
        if (equal.size() > EQUALS_SHOWN + 1) {
            line("… and " + (equal.size() - EQUALS_SHOWN - 1) + " more of the same site" + requestIds(equal));
        }
    }

    /** By which requests those are found in a log that are not shown one by one. */
    private static String requestIds(List<Finding> equal) {
        List<String> ids = equal.stream()
                .skip(EQUALS_SHOWN + 1)
                .map(leak -> RequestIds.in(leak.summary()))
                .filter(Objects::nonNull)
                .toList();
        return ids.isEmpty() ? "" : ", of requests " + String.join(", ", ids);
    }

    private void creators(List<Finding> equal, Scope answering) {
        List<String> others = equal.stream()
                .map(Finding::creator)
                .filter(creator -> creator != answering && creator.kind() != Scope.Kind.RUN)
                .map(Scope::name)
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            String more = others.size() > EQUALS_SHOWN ? " and " + (others.size() - EQUALS_SHOWN) + " more" : "";
            line("created in " + others.stream().limit(EQUALS_SHOWN).collect(Collectors.joining(", ")) + more);
        }
    }

    private void sites(Finding leak) {
        if (!leak.ownerSite().isEmpty()) {
            line(ownerHeading(leak));
            frames(leak.ownerSite());
        }
        if (!leak.site().isEmpty()) {
            if (!leak.site().equals(leak.ownerSite())) {
                line(leak.siteHeading());
                frames(leak.site());
            }
        } else if (leak.ownerSite().isEmpty()
                && leak.resource() != Resource.HEAP
                && !leak.siteHeading().isEmpty()) {
            line(leak.siteHeading() + ": unknown, " + leak.unknownSite());
        }
    }

    static String ownerHeading(Finding leak) {
        return "of " + leak.ownerDescription() + " created at";
    }

    private void detail(Detail detail) {
        line(detail.heading());
        detail.lines().forEach(each -> line("  " + each));
        frames(detail.frames());
    }

    private void dependents(Finding leak) {
        if (leak.dependents().isEmpty()) {
            return;
        }
        line("with it:");
        leak.dependents().stream().limit(DEPENDENTS_SHOWN).forEach(dependent -> line("  " + dependent.summary()));
        if (leak.dependents().size() > DEPENDENTS_SHOWN) {
            line("  … and " + (leak.dependents().size() - DEPENDENTS_SHOWN) + " more");
        }
    }

    /** Whether there is nothing else that the same budget would have to allow. */
    private static boolean isAll(List<Finding> equal, Verdict verdict) {
        Finding leak = equal.get(0);
        return leak.kind() == Finding.Kind.GROWING
                || equal.stream().mapToLong(Finding::amount).sum() == verdict.amount(leak);
    }

    private static String allowance(Finding leak, Verdict verdict) {
        boolean memory = leak.measure() == null
                ? Budgets.isMemory(leak.resource())
                : leak.measure().isMemory();
        if (leak.kind() == Finding.Kind.GROWING) {
            return leak.resource() == Resource.HEAP
                    ? "@LeakTrend(heap = \"" + Sizes.asBudget(leak.amount()) + "\")"
                    : "@LeakIgnore(createdBy = \"" + creator(leak) + "\", because = …)";
        }
        long amount = verdict.amount(leak);
        String value = memory ? Sizes.asBudget(amount) : String.valueOf(amount);
        Scope.Kind scope = verdict.scope().kind();
        if (scope == Scope.Kind.BLOCK || scope == Scope.Kind.RUN) {
            // No annotation speaks for these.
            String setting = ConfigurationKeys.budget(Verdict.attribute(leak)) + "=" + value;
            return scope == Scope.Kind.BLOCK ? "-D" + setting : setting;
        }
        String literal = memory ? '"' + value + '"' : value;
        return "@LeakBudget(" + Verdict.attribute(leak) + " = " + literal + ")";
    }

    private static String creator(Finding leak) {
        return leak.bestSite().isEmpty() ? "…" : leak.bestSite().get(0).getClassName();
    }

    private void line(String line) {
        text.append(INDENT).append(line).append('\n');
    }

    private void frames(List<StackTraceElement> frames) {
        int hidden = frames.size() - FRAMES_SHOWN;
        if (hidden <= 1) { // The line that says so would be as long.
            frames.forEach(this::frame);
            return;
        }
        frames.subList(0, FRAMES_SHOWN - OUTERMOST_SHOWN).forEach(this::frame);
        text.append("\t... ").append(hidden).append(" more\n");
        frames.subList(frames.size() - OUTERMOST_SHOWN, frames.size()).forEach(this::frame);
    }

    /** A tab and 'at': the form that every IDE makes clickable. */
    private void frame(StackTraceElement frame) {
        text.append("\tat ").append(Frame.text(frame)).append('\n');
    }
}
