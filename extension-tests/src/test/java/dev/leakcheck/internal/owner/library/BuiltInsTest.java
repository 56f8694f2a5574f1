package dev.leakcheck.internal.owner.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.spi.OwnerAdapter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInsTest {

    /** Those that are not on the class path of the tests. */
    private static final Set<String> ELSEWHERE = Set.of(
            "com.linecorp.armeria.client.HttpClientFactory",
            "io.reactivex.internal.schedulers.ComputationScheduler",
            "io.reactivex.internal.schedulers.IoScheduler",
            "io.reactivex.internal.schedulers.SingleScheduler",
            "mockwebserver3.MockWebServer",
            "io.netty.channel.kqueue.AbstractKQueueServerChannel",
            "io.netty.channel.uring.AbstractIoUringServerChannel",
            "org.apache.kafka.common.network.Selector",
            "org.eclipse.jetty.client.HttpClient");

    static Set<String> types() {
        return BuiltIns.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasAnAdapterForEachTypeThatItNames(String type) {
        OwnerAdapter adapter = BuiltIns.adapter(type);

        assertThat(adapter.types()).contains(type);
        assertThat(adapter.types()).allMatch(other -> BuiltIns.adapter(other).getClass() == adapter.getClass());
    }

    @ParameterizedTest
    @MethodSource("types")
    void namesClassesThatExist(String type) throws ClassNotFoundException {
        if (!ELSEWHERE.contains(type)) {
            assertThat(Class.forName(type, false, getClass().getClassLoader()).getName())
                    .isEqualTo(type);
        }
    }

    @Test
    void knowsNothingElse() {
        assertThat(BuiltIns.adapter("java.lang.Object")).isNull();
    }
}
