package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.UnknownHostFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestRun;
import java.util.Collection;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JDK 17 does not close every socket whose host turns out to be unknown: whoever got none cannot close it. */
@EnabledOnOs(OS.LINUX)
class UnknownHostTest {

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatTheJdkLosesIsNobodysLeak(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(UnknownHostFixture.class);

        assertThat(Outcomes.of(run))
                .filteredOn(line -> !line.startsWith("ownSocketIsLeft"))
                .containsExactly(
                        "connectedByTheSameFactoryIsLeft: left 1 file descriptor open (budget 0)",
                        "directoryByTls: SUCCESSFUL",
                        "factoryOfTlsSockets: SUCCESSFUL",
                        "ftp: SUCCESSFUL",
                        "ownSocketIsClosed: SUCCESSFUL");
        if (jdk.feature() == 17) { // Later ones close it themselves.
            assertThat(Outcomes.of(run)).contains("ownSocketIsLeft: left 1 file descriptor open (budget 0)");
        }
    }
}
