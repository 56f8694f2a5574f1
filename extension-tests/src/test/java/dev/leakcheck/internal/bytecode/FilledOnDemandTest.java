package dev.leakcheck.internal.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilledOnDemandTest {

    /** Its fields are read from byte code only. */
    @SuppressWarnings("unused")
    static final class Sample {
        private static int[] byBranch;
        private static int[] byEarlyReturn;
        private static int[] byNullFirst;
        private static int[] byNullFirstAndEarlyReturn;
        private static int[] byAssignmentInCondition;
        private static volatile int[] byDoubleCheck;
        private static int[] byTernary;
        private static int[] withReset;
        private static int[] byLoop;
        private int[] ofInstance;

        private static int[] replaced;
        private static int[] orForced;
        private static int[] forcedOr;
        private static int[] unlessForced;
        private static int[] otherAsked;
        private static int[] elseBranch;
        private static int[] afterwards;
        private static int[] caught;
        private static Map<String, String> filledLater;

        static int[] branch() {
            if (byBranch == null) {
                byBranch = new int[10];
            }
            return byBranch;
        }

        static int[] nullFirst() {
            if (null == byNullFirst) {
                byNullFirst = new int[10];
            }
            return byNullFirst;
        }

        static int[] nullFirstAndEarlyReturn() {
            if (null != byNullFirstAndEarlyReturn) {
                return byNullFirstAndEarlyReturn;
            }
            byNullFirstAndEarlyReturn = new int[10];
            return byNullFirstAndEarlyReturn;
        }

        static int[] earlyReturn() {
            if (byEarlyReturn != null) {
                return byEarlyReturn;
            }
            byEarlyReturn = new int[10];
            return byEarlyReturn;
        }

        static int[] assignmentInCondition() {
            int[] table;
            if ((table = byAssignmentInCondition) == null) {
                byAssignmentInCondition = table = new int[10];
            }
            return table;
        }

        static int[] doubleCheck() {
            int[] table = byDoubleCheck;
            if (table == null) {
                synchronized (Sample.class) {
                    table = byDoubleCheck;
                    if (table == null) {
                        byDoubleCheck = table = new int[10];
                    }
                }
            }
            return table;
        }

        static int[] ternary() {
            return byTernary != null ? byTernary : (byTernary = new int[10]);
        }

        static int[] reset(boolean empty) {
            if (withReset == null) {
                withReset = empty ? new int[0] : new int[10];
            }
            int[] table = withReset;
            withReset = null;
            return table;
        }

        static void loop(int size) {
            while (byLoop == null) {
                for (int i = 0; i < size; i++) {
                    byLoop = new int[i];
                }
            }
        }

        int[] instance() {
            if (ofInstance == null) {
                ofInstance = new int[10];
            }
            return ofInstance;
        }

        static void replace() {
            if (replaced != null) {
                replaced[0] = 1;
            }
            replaced = new int[10];
        }

        static void orForce(boolean force) {
            if (orForced == null || force) {
                orForced = new int[10];
            }
        }

        static void forceOr(boolean force) {
            if (force || forcedOr == null) {
                forcedOr = new int[10];
            }
        }

        static int[] unlessForced(boolean force) {
            if (unlessForced != null && !force) {
                return unlessForced;
            }
            unlessForced = new int[10];
            return unlessForced;
        }

        static void askOther() {
            if (byBranch == null) {
                otherAsked = new int[10];
            }
        }

        static void elseBranch() {
            if (elseBranch == null) {
                branch();
            } else {
                elseBranch = new int[10];
            }
        }

        static void afterwards() {
            if (afterwards == null) {
                branch();
            }
            afterwards = new int[10];
        }

        static void catches() {
            try {
                if (caught != null) {
                    return;
                }
                branch();
            } catch (RuntimeException e) {
                caught = new int[10];
            }
        }

        static void fill(String key) {
            if (filledLater == null) {
                filledLater = new HashMap<>();
            }
            filledLater.put(key, key);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "byBranch",
                "byEarlyReturn",
                "byNullFirst",
                "byNullFirstAndEarlyReturn",
                "byAssignmentInCondition",
                "byDoubleCheck",
                "byTernary",
                "withReset",
                "byLoop",
                "ofInstance"
            })
    void provesWhatIsWrittenOnlyWhereTheFieldWasNull(String field) {
        assertThat(proves(field, true)).isTrue();
        assertThat(proves(field, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replaced",
                "orForced",
                "forcedOr",
                "unlessForced",
                "otherAsked",
                "elseBranch",
                "afterwards",
                "caught"
            })
    void doesNotProveWhatIsWrittenInOtherCasesToo(String field) {
        assertThat(proves(field, true)).isFalse();
    }

    /** The map is made on demand, but filled by whoever comes. */
    @ParameterizedTest
    @ValueSource(strings = "filledLater")
    void doesNotProveWhatGrows(String field) {
        assertThat(FilledOnce.proves(Sample.class.getName(), field, "java.util.HashMap", true))
                .isFalse();
    }

    private static boolean proves(String field, boolean onDemand) {
        return FilledOnce.proves(Sample.class.getName(), field, "int[]", onDemand);
    }
}
