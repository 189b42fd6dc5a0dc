package org.dreamlms.books.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sends requests to the byte over one connection, and over a new one where that was closed. */
final class RawClient implements AutoCloseable {

    /** What comes may come late; only what never comes is an error. */
    private static final int NEVER_MILLIS = 180_000;

    private final URI service;
    private Socket socket;
    private InputStream in;
    private long sent;

    RawClient(URI service) {
        this.service = service;
    }

    /** How many requests have been sent. */
    long sent() {
        return sent;
    }

    RawAnswer send(RawRequest request) throws IOException {
        sent++;
        boolean reused = socket != null;
        try {
            return sendOnce(request);
        } catch (IOException e) {
            close();
            if (!reused) {
                return new RawAnswer(0, Map.of(), new byte[0]);
            }
        }
        try {
            return sendOnce(request);
        } catch (IOException e) {
            close();
            return new RawAnswer(0, Map.of(), new byte[0]);
        }
    }

    private RawAnswer sendOnce(RawRequest request) throws IOException {
        if (socket == null) {
            socket = new Socket(service.getHost(), service.getPort());
            socket.setSoTimeout(NEVER_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(request.bytes());
        var status = Integer.parseInt(line().substring(9, 12));
        Map<String, String> fields = new LinkedHashMap<>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            fields.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        var answer = new RawAnswer(status, fields, body(request, status, fields));
        if ("close".equalsIgnoreCase(fields.get("connection"))) {
            close();
        }
        return answer;
    }

    private byte[] body(RawRequest request, int status, Map<String, String> fields)
            throws IOException {
        if (request.method().equals("HEAD") || status == 204 || status == 304) {
            return new byte[0];
        }
        if ("chunked".equalsIgnoreCase(fields.get("transfer-encoding"))) {
            return chunks();
        }
        var length = fields.get("content-length");
        return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        var all = new ByteArrayOutputStream();
        int size;
        do {
            size = Integer.parseInt(line(), 16);
            all.writeBytes(exactly(size));
            line();
        } while (size > 0);
        return all.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ends early");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection was closed");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
