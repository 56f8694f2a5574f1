package dev.leakcheck.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class AgentTest {

    private static final String DYNAMIC = "-XX:+EnableDynamicAgentLoading";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyKindOfResourceIsHeardOf(boolean withJavaAgent) throws Exception {
        String output = Fork.run(CoverageMain.class, List.of(withJavaAgent ? javaAgent() : DYNAMIC));

        assertThat(output.lines().filter(line -> !line.startsWith("OK") && !line.startsWith("WARNING")))
                .containsExactly(
                        "STATUS AgentStatus[active=true, problem=, remedy=, missing=[]]",
                        "MISSING []",
                        "DONE",
                        "EXIT 0");
        assertThat(output.lines().filter(line -> line.startsWith("OK")).count()).isGreaterThan(60);
    }

    @Test
    void anAgentGivenAtStartNeedsNoAttaching() throws Exception {
        assertThat(Fork.run(StatusMain.class, List.of(javaAgent(), "-XX:+DisableAttachMechanism")))
                .contains("ACTIVE true", "INSTRUMENTATION true", "EXIT 0")
                .doesNotContain("WARNING");
    }

    @Test
    void withoutAttachMechanismItSaysHowToHelp() throws Exception {
        assertThat(Fork.run(StatusMain.class, List.of("-XX:+DisableAttachMechanism")))
                .contains(
                        "ACTIVE false",
                        "PROBLEM the JVM runs with -XX:+DisableAttachMechanism",
                        "REMEDY start the test JVM with -javaagent:" + Fork.jar(),
                        "INSTRUMENTATION false",
                        "READ -1",
                        "EXIT 0")
                .doesNotContain("Full thread dump");
    }

    @Test
    void reducedSignalsAreNotSentTheSignalThatWouldEndTheJvm() throws Exception {
        assertThat(Fork.run(StatusMain.class, List.of("-Xrs")))
                .contains("ACTIVE false", "PROBLEM the JVM runs with -Xrs", "EXIT 0");
    }

    @Test
    void withoutDynamicLoadingItSaysHowToHelp() throws Exception {
        assertThat(Fork.run(StatusMain.class, List.of("-XX:-EnableDynamicAgentLoading")))
                .contains(
                        "ACTIVE false",
                        "PROBLEM the JVM runs with -XX:-EnableDynamicAgentLoading",
                        "REMEDY -XX:+EnableDynamicAgentLoading",
                        "EXIT 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.base", "java.base,java.instrument"})
    void aJvmOfFewModulesIsNoFailure(String modules) throws Exception {
        assertThat(Fork.run(StatusMain.class, List.of("--limit-modules", modules, "-XX:+DisableAttachMechanism")))
                .contains("ACTIVE false", "REMEDY ", "EXIT 0")
                .doesNotContain("Full thread dump");
        assertThat(Fork.run(StatusMain.class, List.of("--limit-modules", modules)))
                .contains("ACTIVE false", "REMEDY ", "EXIT 0");
    }

    @Test
    void theModuleForAttachingIsNotNeeded() throws Exception {
        assertThat(Fork.run(
                        StatusMain.class,
                        List.of(DYNAMIC, "--limit-modules", "java.base,java.instrument,jdk.management")))
                .contains("ACTIVE true", "EXIT 0")
                .doesNotContain("Full thread dump");
    }

    @Test
    void aJvmOfAnotherKindIsAttachedToByASecondOne() throws Exception {
        assertThat(Fork.run(StatusMain.class, List.of(DYNAMIC), "unknown")).contains("ACTIVE true", "EXIT 0");
        assertThat(Fork.run(
                        StatusMain.class,
                        List.of(DYNAMIC, "--limit-modules", "java.base,java.instrument,jdk.management"),
                        "unknown"))
                .contains("ACTIVE false", "EXIT 0");
    }

    @Test
    void withoutModuleForAttachingTheAgentGivenAtStartWorks() throws Exception {
        assertThat(Fork.run(StatusMain.class, List.of("--limit-modules", "java.base,java.instrument", javaAgent())))
                .contains("ACTIVE true", "EXIT 0");
    }

    @Test
    void aFailingListenerIsSwitchedOffAndUserCodeNeverKnows() throws Exception {
        String output = Fork.run(StatusMain.class, List.of(javaAgent()), "throwing");

        assertThat(output).contains("ACTIVE true", "EXIT 0").doesNotContain("FAILED");
        assertThat(output.lines().filter("READ -1"::equals)).hasSize(3);
        assertThat(output.lines().filter(line -> line.startsWith("[LeakCheck]")))
                .singleElement()
                .asString()
                .contains("DESCRIPTOR_OPENED", "a listener's bug");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSecondClassLoaderIsToldWhoCameFirst(boolean withJavaAgent) throws Exception {
        String output = Fork.run(TwoLoadersMain.class, List.of(withJavaAgent ? javaAgent() : DYNAMIC));

        assertThat(output)
                .contains(
                        "FIRST AgentStatus[active=true",
                        "SECOND AgentStatus[active=false, problem=another LeakCheck, loaded by java.net.URLClassLoader",
                        "THIRD AgentStatus[active=true");
    }

    @Test
    void weavesWhatWasBeingLoadedMeanwhile() throws Exception {
        assertThat(Fork.run(MissedMain.class, List.of(javaAgent())))
                .contains("ACTIVE true", "\nHEARD false", "THEN HEARD true", "EXIT 0");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void nothingIsWarnedOfWhenTheAgentIsGivenAtStart() throws Exception {
        assertThat(Fork.run(StatusMain.class, List.of(javaAgent()))).doesNotContain("WARNING", "Sharing is only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"early", "late"})
    void okHttpCallsAreHeardOf(String whenLoaded) throws Exception {
        String output = Fork.run(OkHttpMain.class, List.of(javaAgent()), whenLoaded);

        assertThat(output.lines().filter(line -> !line.startsWith("OK")))
                .containsExactly(
                        "STATUS AgentStatus[active=true, problem=, remedy=, missing=[]]",
                        "MISSING []",
                        "DONE",
                        "EXIT 0");
    }

    @Test
    void concurrentOpenersAreNotMixedUp() throws Exception {
        assertThat(Fork.run(ConcurrencyMain.class, List.of(javaAgent()))).contains("WRONG 0\n", "EXIT 0");
    }

    private static String javaAgent() throws Exception {
        return "-javaagent:" + Fork.jar();
    }
}
