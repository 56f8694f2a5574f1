package dev.leakcheck.internal.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class SocketTableTest {

    @TempDir
    Path directory;

    static boolean littleEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    @Test
    @EnabledIf("littleEndian")
    void readsWhatTheKernelWrites() throws IOException {
        Files.writeString(directory.resolve("tcp6"), """
                  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 101 1 0
                   1: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:C822 08 00000000:00000000 00:00000000 00000000     0        0 102 1 0
                   2: B80D0120000000000000000001000000:0050 B80D0120000001000000000000000000:1388 01 00000000:00000000 00:00000000 00000000     0        0 103 1 0
                   3: 00000000000000000000000000000000:1F91 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 104 1 0
                   4: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:C823 06 00000000:00000000 03:000016F0 00000000     0        0 0 3 0
                   5: cut sho
                """);
        Files.writeString(directory.resolve("udp"), """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
                  12: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 201 2 0 0
                """);
        Files.writeString(directory.resolve("unix"), """
                Num       RefCount Protocol Flags    Type St Inode Path
                0000000000000000: 00000002 00000000 00010000 0001 01 301 /run/a b.sock
                0000000000000000: 00000003 00000000 00000000 0001 03 302
                0000000000000000: 00000002 00000000 00000000 0001 03 303
                0000000000000000: 00000002 00000000 00000000 0002 01 304 @abstract
                """);
        SocketTable table = new SocketTable(directory);
        assertThat(text(table, 101)).isEqualTo("TCP [::1]:8080 ->  LISTEN");
        assertThat(text(table, 102)).isEqualTo("TCP 127.0.0.1:8080 -> 127.0.0.1:51234 CLOSE_WAIT");
        assertThat(text(table, 103)).isEqualTo("TCP [2001:db8::1]:80 -> [2001:db8:1::]:5000 ESTABLISHED");
        assertThat(text(table, 104)).isEqualTo("TCP [::]:8081 ->  LISTEN");
        assertThat(text(table, 201)).isEqualTo("UDP 127.0.0.1:53 ->  ");
        assertThat(text(table, 301)).isEqualTo("UNIX /run/a b.sock ->  LISTEN");
        assertThat(text(table, 302)).isEqualTo("UNIX  ->  CONNECTED");
        assertThat(text(table, 303)).isEqualTo("UNIX  ->  HALF_CLOSED");
        assertThat(text(table, 304)).isEqualTo("UNIX @abstract ->  ");
        assertThat(table.find(0)).isNull();
        assertThat(table.find(999)).isNull();
        assertThat(table.localPort(102)).isEqualTo(8080);
        assertThat(table.localPort(302)).isEqualTo(-1);
    }

    @Test
    void aSystemWithoutTablesKnowsNothing() {
        assertThat(new SocketTable(directory.resolve("none")).find(1)).isNull();
    }

    @Test
    void theInodeIsInTheLink() {
        assertThat(SocketTable.inode("socket:[123]")).isEqualTo(123);
        assertThat(SocketTable.inode("pipe:[123]")).isEqualTo(-1);
        assertThat(SocketTable.inode("socket:[x]")).isEqualTo(-1);
        assertThat(SocketTable.inode("/socket:[1]")).isEqualTo(-1);
    }

    private static String text(SocketTable table, long inode) {
        SocketTable.Socket socket = table.find(inode);
        return socket == null
                ? "none"
                : socket.protocol() + " " + socket.local() + " -> " + socket.remote() + " " + socket.state();
    }
}
