package org.dreamlms.books.book;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.dreamlms.books.book.list.BookPage;
import org.dreamlms.books.caller.BookVisibility;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer of {@code POST /books/batch}.
 *
 * @param items the books in the order asked
 * @param missing the ids that DCS does not have, in the order asked
 * @param unavailable the ids that DCS could not be asked for, in the order asked
 */
@Schema(name = "BookBatch")
record BatchAnswer(
        List<Book> items,
        List<Integer> missing,
        @Schema(required = true) List<Integer> unavailable) {

    /** Those of the books that DCS needs to be asked for: what is hidden costs it nothing. */
    static Collection<Integer> toAsk(Collection<Integer> ids, BookVisibility visible) {
        return visible.published() ? ids : ids.stream().filter(visible::sees).toList();
    }

    /** The books as the caller sees them, the hidden ones among the missing. */
    static BookLookup hide(Collection<Integer> ids, BookLookup books, BookVisibility visible) {
        if (visible.all()) {
            return books;
        }
        var found = new HashMap<>(books.found());
        found.values().removeIf(each -> !each.book().seenBy(visible));
        found.replaceAll((id, each) -> each.seenBy(visible));
        var missing = new HashSet<>(ids);
        missing.removeAll(found.keySet());
        missing.removeAll(books.unknown());
        return new BookLookup(found, missing, books.unknown(), books.fetched(), books.failure());
    }

    static byte[] write(Collection<Integer> ids, BookLookup books) {
        var out = new ByteArrayOutputStream();
        out.writeBytes("{\"items\":".getBytes(StandardCharsets.US_ASCII));
        BookPage.writeItems(
                ids.stream().map(books.found()::get).filter(Objects::nonNull).toList(), out);
        writeIds("missing", ids, books.missing(), out);
        writeIds("unavailable", ids, books.unknown(), out);
        out.write('}');
        return out.toByteArray();
    }

    private static void writeIds(
            String field, Collection<Integer> ids, Set<Integer> those, ByteArrayOutputStream out) {
        var text =
                ids.stream()
                        .filter(those::contains)
                        .map(String::valueOf)
                        .collect(Collectors.joining(",", ",\"" + field + "\":[", "]"));
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
