package org.dreamlms.books.standin;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Sends files with the headers, ranges and conditions of DCS. */
final class ObjectSender {

    private static final String PUBLIC = "public, max-age=86400, immutable";
    private static final String PRIVATE = "private, max-age=3600";
    private static final int CHUNK = 64 * 1024;
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("mp3", "audio/mpeg"),
                    Map.entry("wav", "audio/wav"),
                    Map.entry("ogg", "audio/ogg"),
                    Map.entry("m4a", "audio/mp4"),
                    Map.entry("mp4", "video/mp4"),
                    Map.entry("webm", "video/webm"),
                    Map.entry("json", "application/json"),
                    Map.entry("srt", "text/plain"),
                    Map.entry("vtt", "text/vtt"));

    private final DoomedConnections doomed;

    ObjectSender(DoomedConnections doomed) {
        this.doomed = doomed;
    }

    void sendCover(Exchange exchange, String name, StandInFile file) {
        exchange.response()
                .putHeader("content-type", type(name))
                .putHeader("cache-control", PUBLIC);
        if (!notModified(exchange, file)) {
            exchange.response().putHeader("etag", file.etag());
            send(exchange.response(), file, new ByteRange(0, file.size() - 1));
        }
    }

    void sendObject(Exchange exchange, String path, StandInFile file) {
        var response = exchange.response();
        var disposition = disposition(path.substring(path.lastIndexOf('/') + 1));
        var type = type(path);
        var media = type.matches("(image|audio|video)/.*");
        response.putHeader("cache-control", media ? PUBLIC : PRIVATE);
        if (notModified(exchange, file)) {
            return;
        }
        response.putHeader("accept-ranges", "bytes").putHeader("etag", file.etag());
        var range = ByteRange.parse(exchange.request().getHeader("range"), file.size(), false);
        if (range == ByteRange.UNSATISFIABLE) {
            response.putHeader("content-range", "bytes */" + file.size());
            throw Refusal.of(416, "Requested range not satisfiable");
        }
        response.putHeader("content-type", type);
        response.headers().add("content-disposition", disposition);
        sendPart(response, file, range);
    }

    static void sendPart(HttpServerResponse response, StandInFile file, ByteRange range) {
        if (range == null) {
            send(response, file, new ByteRange(0, file.size() - 1));
            return;
        }
        response.setStatusCode(206)
                .putHeader(
                        "content-range",
                        "bytes %d-%d/%d".formatted(range.from(), range.to(), file.size()));
        send(response, file, range);
    }

    private boolean notModified(Exchange exchange, StandInFile file) {
        if (!file.etag().equals(exchange.request().getHeader("if-none-match"))) {
            return false;
        }
        exchange.response().setStatusCode(304).putHeader("etag", file.etag()).end();
        doomed.add(exchange.request().connection());
        return true;
    }

    private static void send(HttpServerResponse response, StandInFile file, ByteRange range) {
        response.putHeader("content-length", Long.toString(range.length()));
        file.transferring(response);
        sendFrom(response, file, range.from(), range.to() + 1);
    }

    private static void sendFrom(HttpServerResponse response, StandInFile file, long at, long end) {
        var position = at;
        while (position < end && !response.writeQueueFull()) {
            var length = (int) Math.min(CHUNK, end - position);
            response.write(file.read(position, length));
            position += length;
        }
        if (position == end) {
            response.end();
            return;
        }
        var next = position;
        response.drainHandler(drained -> sendFrom(response, file, next, end));
    }

    /** The real server cannot put other letters into the header either, and breaks on them. */
    private static CharSequence disposition(String fileName) {
        var encoder = StandardCharsets.ISO_8859_1.newEncoder();
        if (!encoder.canEncode(fileName)) {
            throw new IllegalArgumentException("not Latin-1: " + fileName);
        }
        var value = "inline; filename=\"" + fileName + '"';
        return new AsciiString(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String type(String path) {
        var extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
