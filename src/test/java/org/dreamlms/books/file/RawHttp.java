package org.dreamlms.books.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.dreamlms.books.TestTokens;

/** A connection that says exactly what it is told and reads no sooner than it is told to. */
public final class RawHttp implements AutoCloseable {

    /**
     * What is waited for comes, if the machine is slow, later; only what never comes is an error.
     */
    public static final int NEVER_MILLIS = 180_000;

    private final Socket socket;
    private final InputStream in;
    private String token = TestTokens.of("admin");

    RawHttp(URI service) throws IOException {
        socket = new Socket();
        // Small, so that a client who does not read is felt at the other end soon.
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(service.getHost(), service.getPort()));
        socket.setSoTimeout(NEVER_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 1024);
    }

    /** Goes on with another token. */
    RawHttp as(String other) {
        token = other;
        return this;
    }

    void get(String target, String... headers) throws IOException {
        var request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        request.append("Authorization: Bearer ").append(token).append("\r\n");
        for (var header : headers) {
            request.append(header).append("\r\n");
        }
        socket.getOutputStream()
                .write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The status line and headers, up to the empty line. */
    String head() throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    int status() throws IOException {
        var head = head();
        return head.isEmpty() ? -1 : Integer.parseInt(head.substring(9, 12));
    }

    /** Reads this many bytes of the body, or fewer when it ends. */
    int read(int count) throws IOException {
        return in.readNBytes(count).length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
