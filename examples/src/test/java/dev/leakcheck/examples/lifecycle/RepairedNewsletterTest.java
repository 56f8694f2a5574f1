package dev.leakcheck.examples.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakBudget;
import dev.leakcheck.LeakCheck;
import org.junit.jupiter.api.Test;

@LeakCheck
class RepairedNewsletterTest {

    @Test
    @LeakBudget(heap = "256KB", because = "a leak of 1 MB must be seen")
    void sendsALetter() {
        assertThat(RepairedNewsletter.send("Hello")).isEqualTo(5);
    }
}
