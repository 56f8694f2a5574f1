package dev.leakcheck.examples.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.BufferedSource;

/** What an item costs. */
public record Price(String item, int cents) {

    /** Reads lines such as {@code bolt;12}. */
    static List<Price> parse(BufferedSource lines) throws IOException {
        List<Price> prices = new ArrayList<>();
        for (String line = lines.readUtf8Line(); line != null; line = lines.readUtf8Line()) {
            String[] fields = line.split(";");
            prices.add(new Price(fields[0], Integer.parseInt(fields[1])));
        }
        return prices;
    }
}
