package dev.leakcheck.internal.probe.descriptors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.os.OpenDescriptors;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.spi.LiveResource;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/** What a system without a list of descriptors would see; the JVM itself may open and close a few meanwhile. */
@Isolated("compares the descriptors of this JVM")
@EnabledOnOs(OS.LINUX)
class CountedDescriptorsTest {

    private static final int MANY = 100;

    private final CountedDescriptors counted = new CountedDescriptors(OpenDescriptors.countOnly());
    private final ScopeNode run = ScopeNode.openRun("run");
    private final ScopeNode ofClass = run.openChild(Scope.Kind.CLASS, "class", Set.of());
    private final ScopeNode test = ofClass.openChild(Scope.Kind.TEST, "test", Set.of());

    @Test
    void growthIsOneThingAndTheTestsAlone() throws IOException {
        List<FileInputStream> left = new ArrayList<>();
        counted.opened(ofClass);
        counted.opened(test);
        for (int i = 0; i < MANY; i++) {
            left.add(new FileInputStream("/dev/null"));
        }

        LiveResource first = only(counted.live(test));
        assertThat(first.amount()).isBetween(MANY - 20L, MANY + 20L);
        assertThat(only(counted.live(test)).identity()).isSameAs(first.identity());
        counted.closed(test);
        assertThat(counted.live(ofClass).stream()
                        .mapToLong(LiveResource::amount)
                        .sum())
                .isLessThan(20);
        for (FileInputStream each : left) {
            each.close();
        }
    }

    private static LiveResource only(Collection<LiveResource> live) {
        assertThat(live).hasSize(1);
        return live.iterator().next();
    }
}
