package dev.leakcheck.internal.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much of JSON as the report's own lines need: one flat object of strings, whole numbers and lists of strings. */
final class Json {

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static String object(Map<String, Object> fields) {
        StringBuilder json = new StringBuilder("{");
        fields.forEach((key, value) -> {
            json.append(json.length() == 1 ? "" : ",");
            string(json, key);
            json.append(':');
            value(json, value);
        });
        return json.append('}').toString();
    }

    private static void value(StringBuilder json, Object value) {
        if (value instanceof List<?> list) {
            json.append('[');
            for (int i = 0; i < list.size(); i++) {
                json.append(i == 0 ? "" : ",");
                value(json, list.get(i));
            }
            json.append(']');
        } else if (value instanceof Long) {
            json.append(value);
        } else {
            string(json, String.valueOf(value));
        }
    }

    private static void string(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                // ASCII throughout, so that no encoding, lone surrogate or line separator can break a line.
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException if it is not one that {@link #object} wrote
     */
    static Map<String, Object> parse(String line) {
        try {
            return new Json(line).object();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("torn: " + line, e);
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> fields = new LinkedHashMap<>();
        expect('{');
        while (text.charAt(at) != '}') {
            skip(',');
            String key = string();
            expect(':');
            fields.put(key, value());
        }
        return fields;
    }

    private Object value() {
        char first = text.charAt(at);
        if (first == '"') {
            return string();
        }
        if (first != '[') {
            return number();
        }
        List<Object> list = new ArrayList<>();
        expect('[');
        while (text.charAt(at) != ']') {
            skip(',');
            list.add(value());
        }
        expect(']');
        return list;
    }

    private Long number() {
        int from = at;
        while (text.charAt(at) == '-' || Character.isDigit(text.charAt(at))) {
            at++;
        }
        return Long.valueOf(text.substring(from, at));
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        expect('"');
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\' && text.charAt(at) == 'u') {
                string.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                at += 5;
            } else {
                string.append(c == '\\' ? text.charAt(at++) : c);
            }
        }
        expect('"');
        return string.toString();
    }

    private void expect(char c) {
        if (text.charAt(at) != c) {
            throw new IllegalArgumentException("no '" + c + "' at " + at + ": " + text);
        }
        at++;
    }

    private void skip(char c) {
        if (text.charAt(at) == c) {
            at++;
        }
    }
}
