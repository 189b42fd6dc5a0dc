package org.dreamlms.books.standin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Presigned URLs and the object store behind them, which knows ranges well and types not at all.
 */
final class Presigned {

    static final String PATH = "/dcs-objects/";

    private static final String KEY = "the stand-in signs its links with this";

    private final StandInDcs dcs;

    Presigned(StandInDcs dcs) {
        this.dcs = dcs;
    }

    String url(String key, int expires) {
        var end = dcs.clock().instant().getEpochSecond() + expires;
        var path =
                Arrays.stream(key.split("/"))
                        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                        .map(part -> part.replace("+", "%20"))
                        .collect(Collectors.joining("/"));
        return dcs.url()
                + PATH
                + path
                + "?X-Expires="
                + end
                + "&X-Signature="
                + signature(key, end);
    }

    void send(Exchange exchange) {
        var key = exchange.path(1);
        var response = exchange.response();
        var end = Long.parseLong(exchange.request().getParam("X-Expires", "0"));
        if (!signature(key, end).equals(exchange.query("X-Signature"))
                || dcs.clock().instant().isAfter(Instant.ofEpochSecond(end))) {
            error(exchange, 403, "AccessDenied");
            return;
        }
        var file = dcs.file(key).orElse(null);
        if (file == null) {
            error(exchange, 404, "NoSuchKey");
            return;
        }
        var range = ByteRange.parse(exchange.request().getHeader("range"), file.size(), true);
        response.putHeader("accept-ranges", "bytes").putHeader("etag", file.etag());
        if (range == ByteRange.UNSATISFIABLE) {
            response.putHeader("content-range", "bytes */" + file.size());
            error(exchange, 416, "InvalidRange");
            return;
        }
        response.putHeader("content-type", "application/octet-stream");
        ObjectSender.sendPart(response, file, range);
    }

    private static void error(Exchange exchange, int status, String code) {
        exchange.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/xml")
                .end("<?xml version=\"1.0\"?>\n<Error><Code>" + code + "</Code></Error>");
    }

    private static String signature(String key, long end) {
        var content = (key + '\n' + end).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Hmac.sha256(KEY, content));
    }
}
