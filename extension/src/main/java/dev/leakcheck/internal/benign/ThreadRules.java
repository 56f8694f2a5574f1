package dev.leakcheck.internal.benign;

import dev.leakcheck.internal.agent.Relocation;
import dev.leakcheck.internal.benign.BenignThreads.Entry;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Of what an entry of {@link BenignThreads} is made: a name, and who must have started the thread, or what else is asked of it. */
final class ThreadRules {

    static final String INNOCUOUS = "jdk.internal.misc.InnocuousThread";

    private static final String REACTOR = "reactor.core.scheduler.";

    /** What Reactor's shared schedulers are made by and asked through; those that users make do not come by there. */
    private static final String REACTORS_OWN =
            "reactor.core.scheduler.Schedulers.cache|reactor.core.scheduler.Schedulers$CachedScheduler";

    private ThreadRules() {}

    static Entry system(String name, String regex, String reason) {
        return when(name, regex, t -> isInGroup(t, "system"), "in group system", reason);
    }

    static Entry innocuous(String name, String regex, String reason) {
        return when(name, regex, t -> isOf(t, INNOCUOUS), "an InnocuousThread", reason);
    }

    static Entry when(String name, String regex, Predicate<Thread> condition, String what, String reason) {
        return when(name, regex, condition, what, reason, "");
    }

    static Entry when(
            String name, String regex, Predicate<Thread> condition, String what, String reason, String starter) {
        Pattern pattern = Pattern.compile(regex);
        return new Entry(
                name,
                regex + ", " + what,
                reason,
                (thread, site, poolSite) -> pattern.matcher(thread.getName()).matches()
                        && condition.test(thread)
                        && (starter.isEmpty() || isStartedBy(site, starter)));
    }

    /** By the creation of the pool: who hands a task to a worker that is still to be started does not tell whose it is. */
    static Entry reactor(String name, String regex, Predicate<Thread> condition, String what, String reason) {
        Pattern pattern = Pattern.compile(regex);
        return new Entry(
                name,
                regex + ", " + what + "of a pool created by " + REACTORS_OWN.replace("|", " or "),
                reason,
                (thread, site, poolSite) -> pattern.matcher(thread.getName()).matches()
                        && condition.test(thread)
                        && isStartedBy(site, REACTOR)
                        && isStartedBy(poolSite, REACTORS_OWN));
    }

    /** Starters are prefixes of class and method names, perhaps relocated. */
    static Entry started(String name, String regex, String starters, String reason) {
        return when(name, regex, t -> true, "started by " + starters.replace("|", " or "), reason, starters);
    }

    static boolean isStartedBy(List<StackTraceElement> site, String starters) {
        if (site.isEmpty()) {
            return true;
        }
        for (String starter : starters.split("\\|")) {
            for (StackTraceElement frame : site) {
                String method = frame.getClassName() + '.' + frame.getMethodName();
                if (Relocation.start(method, starter) >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The JVM's groups 'system' and 'main' are at the top: a user's group of that name is below them. An ended thread
     * has no group, and is no leak anyway.
     */
    static boolean isInGroup(Thread thread, String name) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null
                && group.getName().equals(name)
                && (group.getParent() == null || group.getParent().getParent() == null);
    }

    static boolean isOf(Thread thread, String type) {
        return thread.getClass().getName().equals(type);
    }

    static boolean isOfPart(Thread thread, String regex) {
        return thread.getClass().getName().matches(regex);
    }
}
