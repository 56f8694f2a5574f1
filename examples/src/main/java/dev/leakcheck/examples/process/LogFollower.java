package dev.leakcheck.examples.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a log as it grows, by a program that nobody ends. */
public final class LogFollower {

    private final BufferedReader lines;

    public LogFollower(Path log) throws IOException {
        Process tail = new ProcessBuilder("tail", "-f", log.getFileName().toString())
                .directory(log.getParent().toFile())
                .start(); // leaks: it runs on for ever
        lines = tail.inputReader();
    }

    /** The next line, as soon as there is one. */
    public String next() throws IOException {
        return lines.readLine();
    }
}
