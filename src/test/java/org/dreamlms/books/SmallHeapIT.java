package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.standin.StandInDcs;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A film of 1 GB comes through a heap of 128 MB, with 200 slow readers beside it. */
class SmallHeapIT {

    private static final String FILM = "/books/4/media/videos/large.mp4";
    private static final long SIZE = 1L << 30;
    private static final long YEAR_2100 = 4_102_444_800L;

    @TempDir Path temp;

    @Test
    void oneGigabyteAndManySlowReadersFitIntoASmallHeap() throws Exception {
        var readers = new ArrayList<Socket>();
        try (var postgres = EmbeddedPostgres.start();
                var dcs = StandInDcs.start(0);
                var service =
                        PackagedService.start(temp.resolve("log"), dcs, postgres, "-Xmx128m")) {
            var film = StandInFile.virtual(SIZE);
            dcs.files().put(dcs.folder(4).orElseThrow() + "/videos/large.mp4", film);
            for (int i = 0; i < 200; i++) {
                readers.add(slowReader(service, "reader-" + i / 20));
            }
            try (var body = service.get(FILM, BodyHandlers.ofInputStream()).body()) {
                assertThat(body.transferTo(OutputStream.nullOutputStream())).isEqualTo(SIZE);
            }
            assertThat(film.transfers()).isEqualTo(readers.size());
            assertThat(service.get("/books/4", BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
            assertThat(Files.readString(temp.resolve("log"))).doesNotContain("OutOfMemory");
        } finally {
            for (var reader : readers) {
                reader.close();
            }
        }
    }

    private static Socket slowReader(PackagedService service, String caller) throws IOException {
        var uri = service.uri(FILM);
        var socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        socket.getOutputStream()
                .write(
                        ("GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                                        .formatted(
                                                FILM,
                                                TestTokens.of(caller, List.of("admin"), YEAR_2100)))
                                .getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readNBytes(12))
                .isEqualTo("HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
