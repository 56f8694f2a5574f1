package dev.leakcheck.internal.heap;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Reads a heap dump in a JVM of its own; arguments: the dump, a file with what to ask, a file for the answer. */
public final class DetachedReader {

    private DetachedReader() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Path dump = Path.of(arguments[0]);
        Request request;
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(arguments[1]))))) {
            request = Request.read(in);
        }
        HeapGraph graph = HprofReader.read(dump, request.layout, Long.MAX_VALUE);
        HolderReport report = HolderReport.of(HeapDumpReachability.of(graph), request.testClasses, request.facts);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[2]))))) {
            report.write(out);
        }
    }

    /**
     * What must be known to read a dump.
     *
     * @param layout of objects in the JVM that made it
     * @param testClasses whose instances count as dead
     * @param facts of its threads
     */
    record Request(ObjectLayout layout, Set<String> testClasses, ThreadFacts facts) {

        void write(DataOutputStream out) throws IOException {
            out.writeInt(layout.objectHeader());
            out.writeInt(layout.arrayHeader());
            out.writeInt(layout.reference());
            out.writeInt(layout.alignment());
            out.writeInt(testClasses.size());
            for (String name : testClasses) {
                out.writeUTF(name);
            }
            facts.write(out);
        }

        static Request read(DataInputStream in) throws IOException {
            ObjectLayout layout = new ObjectLayout(in.readInt(), in.readInt(), in.readInt(), in.readInt());
            Set<String> testClasses = new HashSet<>();
            for (int left = in.readInt(); left > 0; left--) {
                testClasses.add(in.readUTF());
            }
            return new Request(layout, testClasses, ThreadFacts.read(in));
        }
    }
}
