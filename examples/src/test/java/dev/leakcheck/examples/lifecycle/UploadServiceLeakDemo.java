package dev.leakcheck.examples.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

@LeakCheck
class UploadServiceLeakDemo {

    @Test
    void storesAnUpload() throws InterruptedException, ExecutionException {
        Request request = new Request("req-1", "ann", new byte[12 << 20]);

        assertThat(UploadService.store(request)).isEqualTo(12 << 20);
    }
}
