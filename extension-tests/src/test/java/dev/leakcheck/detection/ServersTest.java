package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.ServersFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What one call of a library has begun is one leak, of whatever library; two calls are two. */
@EnabledOnOs(OS.LINUX)
class ServersTest {

    private static final String ONE = "left 1 service running (budget 0)";

    @Test
    void aServerThatNobodyStopsIsOneLeak() {
        TestRun run = ForkedJUnit.onCurrent().run(ServersFixture.class);

        List<String> outcomes = Outcomes.of(run);
        assertThat(outcomes)
                .filteredOn(line -> !line.matches("leavesTomcatsInALoop.*|leavesMinaWithinItsThreads.*"))
                .containsExactly(
                        "closesSplitFile: SUCCESSFUL",
                        "leavesGrizzly: " + ONE,
                        "leavesHazelcast: " + ONE,
                        "leavesMina: " + ONE,
                        "leavesSplitFile: left 1 file descriptor open (budget 0)",
                        "leavesSplitFileWithinItsFiles: left 2 file descriptors open (budget 1)",
                        "leavesSsh: " + ONE,
                        "leavesSshClient: " + ONE,
                        "leavesSshInALoop: left 2 services running (budget 0)",
                        "leavesTomcat: " + ONE,
                        "leavesTomcatAndAThread: " + ONE + ", 1 thread running (budget 0)",
                        "leavesTwoTomcats: left 2 services running (budget 0)",
                        "leavesUndertow: " + ONE,
                        "stopsGrizzly: SUCCESSFUL",
                        "stopsHazelcast: SUCCESSFUL",
                        "stopsMina: SUCCESSFUL",
                        "stopsSsh: SUCCESSFUL",
                        "stopsSshClient: SUCCESSFUL",
                        "stopsTomcat: SUCCESSFUL",
                        "stopsTomcatTooEarly: " + ONE,
                        "stopsUndertow: SUCCESSFUL");
        assertThat(outcomes).noneMatch(line -> line.matches("leavesTomcatsInALoop: (left 1 [^,]*|SUCCESSFUL)"));
        assertThat(outcomes)
                .anyMatch(line ->
                        line.matches("leavesMinaWithinItsThreads: left \\d+ file descriptors open \\(budget 0\\)"));
        assertThat(Outcomes.message(run.test("leavesTomcat")))
                .contains(
                        "  1) what Tomcat.start(…) began: ",
                        "called at\n"
                                + "\tat dev.leakcheck.fixtures.ServersFixture.started(ServersFixture.java)\n"
                                + "\tat dev.leakcheck.fixtures.ServersFixture.leavesTomcat(ServersFixture.java)\n"
                                + "     with it:\n",
                        "     to fix:    call stop() on the Tomcat before the test ends\n");
        assertThat(Outcomes.message(run.test("stopsTomcatTooEarly")))
                .contains(
                        "     to fix:    call stop() on the Tomcat before the test ends;"
                                + " ServersFixture.stopsTomcatTooEarly(ServersFixture.java) does so: if on this one, that did not end it\n");
        assertThat(Outcomes.message(run.test("leavesSsh")))
                .contains(
                        "  1) SshServer on port PORT; still there",
                        "created at\n\tat dev.leakcheck.fixtures.ServersFixture.ssh(ServersFixture.java)\n",
                        "     to fix:    call stop() on the SshServer before the test ends\n");
        assertThat(Outcomes.message(run.test("leavesSplitFile"))).isEqualTo("""
                ServersFixture.leavesSplitFile() left 1 file descriptor open (budget 0)

                  1) what FileUtils.open(…) opened: 2 file descriptors; still there after 500 ms
                     called at
                \tat dev.leakcheck.fixtures.ServersFixture.split(ServersFixture.java)
                \tat dev.leakcheck.fixtures.ServersFixture.leavesSplitFile(ServersFixture.java)
                     with it:
                       file DIR (fd N)
                       file DIR (fd N)
                     to fix:    close what FileUtils.open(…) returned before the test ends
                     to allow:  @LeakBudget(fileDescriptors = 1)
                     leak FINGERPRINT""");
    }
}
