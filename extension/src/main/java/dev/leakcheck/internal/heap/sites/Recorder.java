package dev.leakcheck.internal.heap.sites;

import dev.leakcheck.internal.heap.JavaNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * A recording of our own beside those of the user: it asks for samples of living objects with their stacks, and for no
 * paths, which are what makes such samples dear.
 */
final class Recorder {

    private static final String EVENT = "jdk.OldObjectSample";
    /** What is dumped was made a moment before; older parts are of no use. */
    private static final long MOST_DISK_BYTES = 4 << 20;

    private final Recording recording;
    /** When the last sample was written, by the recording's clock: each dump holds what earlier ones wrote, too. */
    private Instant lastWritten = Instant.MIN;

    private Recorder(Recording recording) {
        this.recording = recording;
    }

    static Recorder start() {
        Recording recording = new Recording();
        recording.setName("LeakCheck");
        // In memory only, JDK 25 loses samples.
        recording.setToDisk(true);
        recording.setMaxSize(MOST_DISK_BYTES);
        recording.enable(EVENT).withStackTrace().with("cutoff", "0 ns");
        recording.start();
        return new Recorder(recording);
    }

    void stop() {
        recording.close();
    }

    /** The samples of objects that are alive now and were allocated since then. */
    List<Sample> aliveSince(Instant moment) throws IOException {
        Path directory = Files.createTempDirectory("leakcheck-jfr");
        Path file = directory.resolve("alive.jfr");
        try {
            recording.dump(file);
            return read(file, moment);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        }
    }

    private List<Sample> read(Path file, Instant moment) throws IOException {
        Instant writtenBefore = lastWritten;
        List<Sample> samples = new ArrayList<>();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getEventType().getName().equals(EVENT)
                        && event.getStartTime().isAfter(writtenBefore)) {
                    lastWritten = event.getStartTime().isAfter(lastWritten) ? event.getStartTime() : lastWritten;
                    if (!event.getInstant("allocationTime").isBefore(moment)) {
                        samples.add(sample(event));
                    }
                }
            }
        }
        return samples;
    }

    private static Sample sample(RecordedEvent event) {
        RecordedObject object = event.getValue("object");
        RecordedClass type = object.getValue("type");
        RecordedThread thread = event.getThread();
        List<StackTraceElement> stack = new ArrayList<>();
        if (event.getStackTrace() != null) {
            for (RecordedFrame frame : event.getStackTrace().getFrames()) {
                stack.add(frame(frame));
            }
        }
        return new Sample(JavaNames.ofJvmName(type.getName()), thread == null ? -1 : thread.getJavaThreadId(), stack);
    }

    private static StackTraceElement frame(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        RecordedClass type = method.getType();
        String loader =
                type.getClassLoader() == null ? null : type.getClassLoader().getName();
        boolean ofJdk = loader == null || loader.equals("bootstrap") || loader.equals("platform");
        // The names of source files are not recorded.
        return new StackTraceElement(
                ofJdk ? null : loader, null, null, type.getName(), method.getName(), null, frame.getLineNumber());
    }
}
