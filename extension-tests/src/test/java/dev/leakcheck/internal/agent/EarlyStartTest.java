package dev.leakcheck.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent attaches while JUnit looks for tests, unless it is not wanted, or they will not run in this JVM. */
@EnabledOnOs(OS.LINUX)
class EarlyStartTest {

    private static final List<String> DYNAMIC = List.of("-XX:+EnableDynamicAgentLoading");

    @Test
    void attachesWhileTestsAreLookedFor() throws Exception {
        assertThat(Fork.run(DiscoveryMain.class, DYNAMIC)).contains("ATTACHED true", "EXIT 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leakcheck.agent=off", "leakcheck.mode=off", "leakcheck.mode=nonsense", "apart"})
    void attachesNothingWhereItIsNotWanted(String argument) throws Exception {
        assertThat(Fork.run(DiscoveryMain.class, DYNAMIC, argument))
                .contains("ATTACHED false", "EXIT 0")
                .doesNotContain("[LeakCheck]");
    }

    @Test
    void saysNothingOfWhatTheRunWillSay() throws Exception {
        assertThat(Fork.run(DiscoveryMain.class, List.of("-XX:+DisableAttachMechanism")))
                .contains("ATTACHED false", "EXIT 0")
                .doesNotContain("[LeakCheck]");
    }
}
