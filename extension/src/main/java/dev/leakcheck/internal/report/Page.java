package dev.leakcheck.internal.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The page for people: every leak by its fingerprint, equal ones of all scopes together; needs no other file. */
final class Page {

    private static final String STYLE = "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;"
            + "padding:0 1rem;color:#222;background:#fff}h1{font-size:1.5rem}h2{font-size:1.05rem;margin:0 0 .4rem}"
            + "section{border:1px solid #ccc;border-left:4px solid #b00;border-radius:4px;padding:.8rem 1rem;"
            + "margin:1rem 0}section.quiet{border-left-color:#999}section:target{background:#fff8e0}"
            + "pre{background:#f5f5f5;padding:.5rem;overflow:auto;font-size:13px}table{border-collapse:collapse}"
            + "td,th{text-align:left;padding:.15rem 1rem .15rem 0;vertical-align:top}code,.id{font-family:monospace}"
            + ".id{color:#666}@media(prefers-color-scheme:dark){body{background:#1b1b1b;color:#ddd}"
            + "pre{background:#2a2a2a}section:target{background:#3a3420}a{color:#8bf}}";

    private final StringBuilder html = new StringBuilder();

    private Page() {}

    static String of(List<Entry> entries) {
        Page page = new Page();
        page.head(entries);
        page.contents(entries);
        page.leaks(entries);
        return page.html.append("</body></html>\n").toString();
    }

    private void head(List<Entry> entries) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<title>LeakCheck</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>LeakCheck</h1>\n<p>")
                .append(entries.isEmpty() ? "Nothing was left behind." : tally(entries))
                .append(" What the last run of each test class found, as of ")
                .append(Instant.now().truncatedTo(ChronoUnit.SECONDS))
                .append(".</p>\n");
    }

    private static String tally(List<Entry> entries) {
        List<String> parts = new ArrayList<>();
        for (Fate fate : Fate.values()) {
            long count = entries.stream()
                    .filter(entry -> entry.fate().equals(fate.name()))
                    .count();
            if (count > 0) {
                parts.add(count + " " + fate.text());
            }
        }
        return String.join(", ", parts) + ".";
    }

    private void contents(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        html.append("<table><tr><th>scope</th><th>left</th><th>leak</th></tr>\n");
        for (Entry entry : entries) {
            html.append("<tr><td>")
                    .append(escaped(entry.scope()))
                    .append("</td><td>")
                    .append(entry.count() == 1 ? "" : entry.count() + " × ")
                    .append(escaped(entry.summary()))
                    .append("</td><td><a class=\"id\" href=\"#")
                    .append(escaped(entry.fingerprint()))
                    .append("\">")
                    .append(escaped(entry.fingerprint()))
                    .append("</a></td></tr>\n");
        }
        html.append("</table>\n");
    }

    private void leaks(List<Entry> entries) {
        Map<String, List<Entry>> byFingerprint = new LinkedHashMap<>();
        entries.forEach(entry -> byFingerprint
                .computeIfAbsent(entry.fingerprint(), ignored -> new ArrayList<>())
                .add(entry));
        byFingerprint.forEach(this::leak);
    }

    private void leak(String fingerprint, List<Entry> equal) {
        Entry first = equal.get(0);
        boolean fails = equal.stream().anyMatch(entry -> entry.fate().equals(Fate.FAILED.name()));
        html.append(fails ? "<section" : "<section class=\"quiet\"")
                .append(" id=\"")
                .append(escaped(fingerprint))
                .append("\">\n<h2>")
                .append(escaped(first.summary()))
                .append(" <span class=\"id\">")
                .append(escaped(fingerprint))
                .append("</span></h2>\n<ul>");
        scopes(equal);
        html.append("</ul>\n");
        frames(first.owner().isEmpty() ? "" : "of " + first.owner() + " created at", first.ownerSite());
        if (!first.site().equals(first.ownerSite())) {
            frames(first.siteHeading(), first.site());
        }
        if (first.site().isEmpty() && first.ownerSite().isEmpty()) {
            html.append("<p>Its creation site is unknown.</p>\n");
        }
        if (!first.dependents().isEmpty()) {
            html.append("<p>With it:</p><ul>");
            first.dependents()
                    .forEach(dependent ->
                            html.append("<li>").append(escaped(dependent)).append("</li>"));
            html.append("</ul>\n");
        }
        html.append("<p>To fix: ").append(escaped(first.remedy())).append("</p>\n</section>\n");
    }

    private void scopes(List<Entry> equal) {
        Set<String> said = new HashSet<>();
        for (Entry entry : equal) {
            String line = entry.scope() + ": " + fate(entry.fate())
                    + (entry.count() == 1 ? "" : ", " + entry.count() + " of them")
                    + (entry.isMemory() ? ", " + entry.amount() + " bytes" : "")
                    + (entry.createdIn().equals(entry.scope()) ? "" : ", created in " + entry.createdIn());
            if (said.add(line)) {
                html.append("<li>").append(escaped(line)).append("</li>");
            }
        }
    }

    private static String fate(String name) {
        for (Fate fate : Fate.values()) {
            if (fate.name().equals(name)) {
                return fate.text();
            }
        }
        return name;
    }

    private void frames(String heading, List<String> frames) {
        if (frames.isEmpty()) {
            return;
        }
        html.append("<p>").append(escaped(heading)).append("</p><pre>");
        frames.forEach(frame -> html.append("at ").append(escaped(frame)).append('\n'));
        html.append("</pre>\n");
    }

    /** Names of threads, paths and SQL come from anywhere: they must stay text. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
