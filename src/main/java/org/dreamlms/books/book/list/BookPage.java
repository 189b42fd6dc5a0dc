package org.dreamlms.books.book.list;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dreamlms.books.book.RenderedBook;
import org.dreamlms.books.http.input.PageRequest;

/** Writes a page of books from the bytes that each book already has. */
public final class BookPage {

    private BookPage() {}

    static byte[] write(List<RenderedBook> all, PageRequest page) {
        int from = Math.min(page.skip(), all.size());
        int to = Math.min(from + page.limit(), all.size());
        var out = new ByteArrayOutputStream(600 * (to - from) + 100);
        out.writeBytes(ascii("{\"items\":"));
        writeItems(all.subList(from, to), out);
        out.writeBytes(
                ascii(
                        ",\"total\":%d,\"skip\":%d,\"limit\":%d}"
                                .formatted(all.size(), page.skip(), page.limit())));
        return out.toByteArray();
    }

    /** The books as a JSON array. */
    public static void writeItems(List<RenderedBook> books, ByteArrayOutputStream out) {
        out.write('[');
        for (int i = 0; i < books.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(books.get(i).json().bytes());
        }
        out.write(']');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
