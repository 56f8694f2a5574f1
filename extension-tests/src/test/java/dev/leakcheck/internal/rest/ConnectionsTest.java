package dev.leakcheck.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as a kernel wrote them. */
class ConnectionsTest {

    private static final String TCP = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:CDFD 00000000:0000 0A 00000000:00000001 00:00000000 00000000     0        0 10 2 0000000033901c5f 100 0 0 10 0
               1: 0100007F:E2DE 0100007F:CDFD 01 00000000:00000000 00:00000000 00000000     0        0 11 2 000000008d0e0045 20 0 0 10 -1
               2: 0100007F:CDFD 0100007F:E2DE 01 00000000:00000000 00:00000000 00000000     0        0 12 1 00000000435a6ac2 20 0 0 10 -1
               3: 0100007F:CDFD 0100007F:E2E0 08 00000000:00000000 00:00000000 00000000     0        0 13 1 00000000435a6ac2 20 0 0 10 -1
            """;

    private static final String UNIX = """
            Num       RefCount Protocol Flags    Type St Inode Path
            0000000081900fc8: 00000003 00000000 00000000 0001 03 20
            00000000597d2f67: 00000002 00000000 00000000 0001 03 21
            0000000044e16a55: 00000002 00000000 00010000 0001 01 22 /tmp/listening.sock
            0000000067e662a4: 00000002 00000000 00000000 0002 01 23
            00000000a59a861c: 00000002 00000000 00000000 0002 01 24 /tmp/datagrams.sock
            00000000d1d843f5: 00000002 00000000 00000000 0002 01 25 @abstract
            00000000455b174d: 00000003 00000000 00000000 0002 03 26 /tmp/connected.sock
            """;

    @TempDir
    Path tables;

    @BeforeEach
    void write() throws IOException {
        // As many as there are after some thousand requests, before and behind.
        String over = "9: 0100007F:CDFD 0100007F:E2E1 06 00000000:00000000 03:00000BB8 00000000     0        0 0 3 0\n"
                .repeat(999);
        Files.writeString(tables.resolve("tcp"), TCP.replaceFirst("\n", "\n" + over) + over);
        Files.writeString(tables.resolve("unix"), UNIX);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            a listening socket                       | 10    | false
            one end, the other in another process    | 11    | true
            both ends                                | 11 12 | false
            one that the other end has closed        | 13    | false
            all of them                              | 10 11 12 13 | false
            a connected Unix socket                  | 20    | true
            one whose peer is gone                   | 21    | false
            a listening one                          | 22    | false
            a datagram socket that nobody can name   | 23    | false
            a bound datagram socket                  | 24    | true
            one with an abstract name                | 25    | true
            one that is connected as well            | 26    | true
            of a protocol without a table            | 99    | true
            the same among others                    | 10 99 | true
            """, delimiter = '|')
    void knowsWhereAnythingMayArrive(String what, String inodes, boolean expected) {
        Set<String> own = Stream.of(inodes.split(" ")).collect(Collectors.toSet());

        assertThat(Connections.of(own, tables).mayBring(Set.of())).as(what).isEqualTo(expected);
    }

    @Test
    void knowsThatOneOfJavasInNoTableIsNotConnected() {
        assertThat(Connections.of(Set.of("10", "99"), tables).mayBring(Set.of("99")))
                .isFalse();
        assertThat(Connections.of(Set.of("98", "99"), tables).mayBring(Set.of("99")))
                .isTrue();
        assertThat(Connections.of(Set.of("11", "99"), tables).mayBring(Set.of("99")))
                .isTrue();
    }
}
