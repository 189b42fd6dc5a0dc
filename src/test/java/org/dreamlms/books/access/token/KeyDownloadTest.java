package org.dreamlms.books.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer's answer has a limit of time and of bytes, however it comes. */
class KeyDownloadTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\n";
    private static final Duration SOON = Duration.ofMillis(300);

    /** After this the answer never ends: a byte now and then. */
    private volatile String beginning = "";

    private final CountDownLatch closed = new CountDownLatch(1);
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve, "issuer");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var client = server.accept()) {
                drip(client);
            } catch (IOException e) {
                closed.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void drip(Socket client) throws IOException, InterruptedException {
        var out = client.getOutputStream();
        out.write(beginning.getBytes(StandardCharsets.US_ASCII));
        while (!server.isClosed()) {
            out.write('x');
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private KeyDownload download(Duration limit, int maxBytes) {
        var url = "http://127.0.0.1:" + server.getLocalPort() + "/keys";
        return new KeyDownload(url, limit, maxBytes, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HEAD + "X-Drip: ", HEAD + "Content-Length: 100000000\r\n\r\n"})
    void anAnswerThatDripsIsGivenUpAndItsConnectionClosed(String some) throws Exception {
        beginning = some;
        var download = download(SOON, 1_000_000_000);
        assertThatThrownBy(download::fetch)
                .isInstanceOf(InterruptedIOException.class)
                .hasMessageContaining("within PT0.3S");
        assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void anAnswerThatIsTooLongIsGivenUpAndItsConnectionClosed() throws Exception {
        beginning = HEAD + "\r\n";
        var download = download(Duration.ofMinutes(1), 10);
        assertThatThrownBy(download::fetch).hasMessageContaining("more than 10 bytes");
        assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void anAnswerThatIsNoSuccessIsAFailure() {
        beginning = "HTTP/1.1 500 No\r\nContent-Length: 1\r\n\r\n";
        var download = download(Duration.ofMinutes(1), 10);
        assertThatThrownBy(download::fetch)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("answers 500");
    }
}
