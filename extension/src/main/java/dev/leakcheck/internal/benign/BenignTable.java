package dev.leakcheck.internal.benign;

import java.io.PrintStream;

/** Prints all that is nobody's leak, with the reasons; the jar's main class. */
public final class BenignTable {

    private BenignTable() {}

    /** Prints the table on the standard output. */
    public static void main(String[] arguments) {
        print(System.out);
    }

    static void print(PrintStream out) {
        out.println("What LeakCheck holds to be nobody's leak, and why.");
        out.println();
        out.println("Told by the frames that created it (threads, descriptors):");
        BenignSites.rules().forEach(rule -> entry(out, rule.name(), rule.what(), rule.reason()));
        out.println();
        out.println("Told by the method of a library that made it, for all (threads, descriptors, memory, owners):");
        LibrarySingletons.rules().forEach(rule -> entry(out, rule.name(), rule.what(), rule.reason()));
        out.println();
        out.println("Threads, by name and origin:");
        BenignThreads.entries().forEach(entry -> entry(out, entry.name(), entry.what(), entry.reason()));
        out.println();
        out.println("Descriptors whose creation was not seen, by what they lead to:");
        BenignDescriptors.entries().forEach(entry -> entry(out, entry.name(), entry.what(), entry.reason()));
    }

    private static void entry(PrintStream out, String name, String what, String reason) {
        out.println("  " + name + ": " + reason);
        out.println("      " + what);
    }
}
