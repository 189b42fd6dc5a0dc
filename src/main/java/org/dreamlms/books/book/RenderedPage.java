package org.dreamlms.books.book;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.dreamlms.books.api.ETags;

/**
 * A page of books as it is sent, plain and compressed. The two are different representations, so
 * each has a strong entity tag of its own (RFC 9110, 8.8.3.3).
 */
record RenderedPage(byte[] json, String etag, byte[] gzip, String gzipEtag) {

    static RenderedPage of(byte[] json) {
        var gzip = compress(json);
        return new RenderedPage(json, ETags.strong(json), gzip, ETags.strong(gzip));
    }

    private static byte[] compress(byte[] json) {
        var out = new ByteArrayOutputStream(json.length / 4 + 64);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't fail to be written to", e);
        }
        return out.toByteArray();
    }
}
