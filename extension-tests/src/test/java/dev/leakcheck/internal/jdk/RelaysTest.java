package dev.leakcheck.internal.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Of all stages that the JDK of this run has. */
class RelaysTest {

    @Test
    void areTheStagesThatHoldNobodysCode() {
        Relays relays = new Relays();

        List<Class<?>> stages = Arrays.stream(CompletableFuture.class.getDeclaredClasses())
                .filter(RelaysTest::isStage)
                .toList();

        assertThat(stages)
                .hasSizeGreaterThan(15)
                .allSatisfy(stage -> assertThat(relays.areOf(stage)).isEqualTo(!holdsCode(stage)));
    }

    private static boolean isStage(Class<?> type) {
        return !Modifier.isAbstract(type.getModifiers())
                && type.getSuperclass() != null
                && extendsCompletion(type.getSuperclass());
    }

    private static boolean extendsCompletion(Class<?> type) {
        return type.getSimpleName().equals("Completion")
                || type.getSuperclass() != null && extendsCompletion(type.getSuperclass());
    }

    private static boolean holdsCode(Class<?> stage) {
        return Arrays.stream(stage.getDeclaredFields())
                .map(Field::getType)
                .anyMatch(
                        type -> type == Runnable.class || type.getPackageName().equals("java.util.function"));
    }
}
