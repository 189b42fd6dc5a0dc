package org.dreamlms.books.book;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer of {@code POST /books/batch}.
 *
 * @param items the books in the order asked
 * @param missing the ids that DCS does not have, in the order asked
 */
@Schema(name = "BookBatch")
record BatchAnswer(List<Book> items, List<Integer> missing) {

    static byte[] write(Collection<Integer> ids, Books books) {
        var out = new ByteArrayOutputStream();
        out.writeBytes("{\"items\":".getBytes(StandardCharsets.US_ASCII));
        BookPage.writeItems(
                ids.stream().map(books.found()::get).filter(Objects::nonNull).toList(), out);
        var missing =
                ids.stream()
                        .filter(books.missing()::contains)
                        .map(String::valueOf)
                        .collect(Collectors.joining(",", ",\"missing\":[", "]}"));
        out.writeBytes(missing.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
