package dev.leakcheck.examples.threads;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.leakcheck.LeakCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

@LeakCheck
class ImportJobLeakDemo {

    @Test
    void importsRows() {
        ImportJob job = new ImportJob();

        assertThatCode(() -> job.run(List.of("bolt", "nut", "washer"))).doesNotThrowAnyException();
    }
}
