package dev.leakcheck.internal.message;

import dev.leakcheck.internal.config.Budgets;
import dev.leakcheck.internal.verdict.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Plurals of English nouns, as far as names of resources need them. */
final class Plural {

    private Plural() {}

    static String of(String noun) {
        if (noun.endsWith("y") && !noun.matches(".*[aeiou]y")) {
            return noun.substring(0, noun.length() - 1) + "ies";
        }
        return noun.matches(".*(s|x|z|ch|sh)") ? noun + "es" : noun + "s";
    }

    static String of(long number, String noun) {
        return number + " " + (number == 1 ? noun : of(noun));
    }

    /** For example {@code 13 threads, 19 file descriptors}. */
    static String counted(List<Finding> findings, String delimiter) {
        Map<String, List<Finding>> byNoun = findings.stream()
                .collect(Collectors.groupingBy(Finding::noun, LinkedHashMap::new, Collectors.toList()));
        return byNoun.values().stream()
                .map(alike -> Budgets.isMemory(alike.get(0).resource())
                        ? alike.size() + " of " + alike.get(0).noun()
                        : of(alike.size(), alike.get(0).noun()))
                .collect(Collectors.joining(delimiter));
    }
}
