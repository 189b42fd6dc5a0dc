package org.dreamlms.books.book.list;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.dreamlms.books.http.answer.TaggedJson;

/**
 * A page of books as it is sent, plain and compressed. The two are different representations, so
 * each has a strong entity tag of its own (RFC 9110, 8.8.3.3). It is compressed when that is first
 * sent, and once.
 */
public final class RenderedPage {

    private static final String GZIP_SUFFIX = "-gzip\"";

    private final TaggedJson json;
    private volatile byte[] gzip;

    private RenderedPage(byte[] json) {
        this.json = TaggedJson.of(json);
    }

    static RenderedPage of(byte[] json) {
        return new RenderedPage(json);
    }

    /** Some bytes that it takes, compressed as well. */
    long weight() {
        return json.bytes().length + json.bytes().length / 4;
    }

    public TaggedJson json() {
        return json;
    }

    public byte[] gzip() {
        var made = gzip;
        if (made == null) {
            made = compress(json.bytes());
            gzip = made;
        }
        return made;
    }

    /** Known before it is compressed: the same bytes are compressed to the same bytes. */
    public String gzipEtag() {
        var etag = json.etag();
        return etag.substring(0, etag.length() - 1) + GZIP_SUFFIX;
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
