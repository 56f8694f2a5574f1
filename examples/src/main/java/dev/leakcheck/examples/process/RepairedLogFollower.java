package dev.leakcheck.examples.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a log as it grows, by a program that ends with it. */
public final class RepairedLogFollower implements AutoCloseable {

    private final Process tail;
    private final BufferedReader lines;

    public RepairedLogFollower(Path log) throws IOException {
        tail = new ProcessBuilder("tail", "-f", log.getFileName().toString())
                .directory(log.getParent().toFile())
                .start();
        lines = tail.inputReader();
    }

    /** The next line, as soon as there is one. */
    public String next() throws IOException {
        return lines.readLine();
    }

    @Override
    public void close() {
        tail.destroy();
    }
}
