package org.dreamlms.books.book.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.dreamlms.books.book.Book;
import org.dreamlms.books.book.RenderedBook;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.dcs.DcsBook;
import org.dreamlms.books.http.input.PageRequest;
import org.junit.jupiter.api.Test;

/** A page is made once for all who may see the same, unless its books are named one by one. */
class BookListPagesTest {

    private static final BookQuery ALL = query(null);

    private final BookList list = list();

    private static BookQuery query(String search) {
        return BookQuery.parse(search, null, null, PageRequest.parse("0", "20"));
    }

    @Test
    void theSamePageOfTheSameBooksIsNotMadeAgain() {
        var first = list.page(ALL, BookVisibility.of(Set.of(1, 2, 3)));
        assertThat(list.page(query(null), BookVisibility.of(Set.of(3, 2, 1)))).isSameAs(first);
        assertThat(list.page(ALL, BookVisibility.PUBLISHED))
                .isSameAs(list.page(ALL, BookVisibility.PUBLISHED));
    }

    @Test
    void whoDoesNotSeePublishersHasPagesOfItsOwn() {
        var mapper = new ObjectMapper().registerModule(new JavaTimeModule());
        var books =
                BookList.of(
                        List.of(
                                RenderedBook.withAndWithoutPublisher(
                                        Book.of(book(2), ""), mapper)));
        assertThat(text(books.page(ALL, BookVisibility.ALL))).contains("publisher_id");
        assertThat(text(books.page(ALL, BookVisibility.ALL.hidingPublisher())))
                .contains("publisher_name")
                .doesNotContain("publisher_id");
        assertThat(books.hasPublished(2)).isTrue();
        assertThat(books.hasPublished(1)).isFalse();
        assertThat(books.hasPublisher(1)).isTrue();
        assertThat(books.hasPublisher(2)).isFalse();
    }

    @Test
    void aPageOfBooksThatAreNamedIsNotKept() {
        var ids = Set.of(1, 2);
        var first = list.page(ALL, BookVisibility.ALL, ids);
        var second = list.page(ALL, BookVisibility.ALL, ids);
        assertThat(second).isNotSameAs(first);
        assertThat(second.json().etag()).isEqualTo(first.json().etag());
        assertThat(text(first)).contains("\"total\":2,");
        assertThat(text(list.page(ALL, BookVisibility.PUBLISHED, ids))).contains("\"total\":1,");
    }

    @Test
    void nobodyGetsThePageOfOthers() {
        var seen = new ArrayList<String>();
        for (var visible :
                List.of(
                        BookVisibility.ALL,
                        BookVisibility.PUBLISHED,
                        BookVisibility.NONE,
                        BookVisibility.of(Set.of(1)),
                        BookVisibility.of(Set.of(2)))) {
            seen.add(text(list.page(ALL, visible)));
        }
        seen.add(text(list.page(ALL, BookVisibility.ALL, Set.of(1, 2))));
        seen.add(text(list.page(query("book 30"), BookVisibility.ALL)));
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen.get(2)).contains("\"total\":0");
        assertThat(seen.get(3)).contains("\"total\":1,").contains("Book 1");
    }

    @Test
    void itIsCompressedWhenThatIsSentAndOnce() throws IOException {
        var page = list.page(ALL, BookVisibility.ALL);
        assertThat(page.gzipEtag())
                .isNotEqualTo(page.json().etag())
                .startsWith("\"")
                .endsWith("\"");
        // What was compressed before would not have this in it.
        page.json().bytes()[0] = '!';
        var gzip = page.gzip();
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(page.json().bytes());
        }
        assertThat(page.gzip()).isSameAs(gzip);
    }

    private static String text(RenderedPage page) {
        return new String(page.json().bytes(), StandardCharsets.UTF_8);
    }

    private static BookList list() {
        var writer = new ObjectMapper().registerModule(new JavaTimeModule()).writerFor(Book.class);
        return BookList.of(
                IntStream.rangeClosed(1, 30)
                        .mapToObj(BookListPagesTest::book)
                        .map(book -> RenderedBook.of(Book.of(book, ""), writer))
                        .toList());
    }

    private static DcsBook book(int id) {
        var time = Instant.parse("2026-11-23T08:37:12Z");
        var status = id % 2 == 0 ? DcsBook.PUBLISHED : "draft";
        var name = "Book " + id;
        return new DcsBook(
                id, name, null, "P", 1, null, 0, null, null, "en", null, status, time, time);
    }
}
