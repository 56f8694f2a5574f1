package dev.leakcheck.internal.owner.library;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import org.jspecify.annotations.Nullable;

/** What the files that a library opened hold. */
final class OpenFiles {

    private OpenFiles() {}

    /** The descriptor of a file or of a stream of one; null if it is closed, or none. */
    static @Nullable FileDescriptor descriptor(@Nullable Object file) {
        try {
            if (file instanceof RandomAccessFile random) {
                return random.getFD();
            }
            if (file instanceof FileInputStream input) {
                return input.getFD();
            }
            return file instanceof FileOutputStream output ? output.getFD() : null;
        } catch (IOException closed) {
            return null;
        }
    }
}
