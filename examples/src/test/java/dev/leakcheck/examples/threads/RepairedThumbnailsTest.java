package dev.leakcheck.examples.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.util.Collections;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

@LeakCheck
class RepairedThumbnailsTest {

    @Test
    void drawsAnAlbum() throws InterruptedException, ExecutionException {
        assertThat(RepairedThumbnails.draw(Collections.nCopies(4, () -> new byte[32])))
                .isEqualTo(4);
    }
}
