package dev.leakcheck.internal.heap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what the command GC.class_histogram prints, one line a class and loader:
 *
 * <pre>   1:          4903        5479640  [B (java.base@17.0.15)</pre>
 */
final class HistogramParser {

    /** Not the public packages: tests of LeakCheck itself, and a user's fixtures, may live beside them. */
    private static final String OURS = "dev.leakcheck.internal.";

    private HistogramParser() {}

    static ClassHistogram parse(String text) {
        Map<String, ClassBytes> rows = new LinkedHashMap<>();
        for (int start = 0, end; start < text.length(); start = end + 1) {
            end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            ClassBytes row = row(text, start, end);
            if (row != null && !isExcluded(row.className())) {
                rows.merge(row.className(), row, HistogramParser::sum);
            }
        }
        return new ClassHistogram(new ArrayList<>(rows.values()));
    }

    /** Returns null for a headline, a rule or the total. */
    private static ClassBytes row(String text, int start, int end) {
        int colon = text.indexOf(':', start);
        if (colon < 0 || colon >= end) {
            return null;
        }
        List<String> words = words(text, colon + 1, end);
        if (words.size() < 3) {
            return null;
        }
        try {
            return new ClassBytes(
                    JavaNames.ofJvmName(words.get(2)), Long.parseLong(words.get(0)), Long.parseLong(words.get(1)));
        } catch (NumberFormatException notARow) {
            return null;
        }
    }

    /** Returns up to three words: the module behind the class name is of no use. */
    private static List<String> words(String text, int start, int end) {
        List<String> words = new ArrayList<>(3);
        for (int i = start; i < end && words.size() < 3; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                int from = i;
                while (i < end && !Character.isWhitespace(text.charAt(i))) {
                    i++;
                }
                words.add(text.substring(from, i));
            }
        }
        return words;
    }

    private static boolean isExcluded(String className) {
        return className.startsWith(OURS) || Fillers.areNamed(className);
    }

    private static ClassBytes sum(ClassBytes one, ClassBytes other) {
        return new ClassBytes(one.className(), one.instances() + other.instances(), one.bytes() + other.bytes());
    }
}
