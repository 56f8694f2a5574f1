package dev.leakcheck.internal.message;

/** Plurals of English nouns, as far as names of resources need them. */
final class Plural {

    private Plural() {}

    static String of(String noun) {
        if (noun.endsWith("y") && !noun.matches(".*[aeiou]y")) {
            return noun.substring(0, noun.length() - 1) + "ies";
        }
        return noun.matches(".*(s|x|z|ch|sh)") ? noun + "es" : noun + "s";
    }
}
