package dev.leakcheck.examples.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import org.junit.jupiter.api.Test;

@LeakCheck
class SessionCacheLeakDemo {

    private static final int VISITORS = 300;
    private static final int PAGES = 1000;

    @Test
    void servesManyVisitors() {
        for (int visitor = 1; visitor <= VISITORS; visitor++) {
            for (int page = 1; page < PAGES; page++) {
                SessionCache.view("visitor-" + visitor, page);
            }
            assertThat(SessionCache.view("visitor-" + visitor, PAGES)).isEqualTo(PAGES);
        }
    }
}
