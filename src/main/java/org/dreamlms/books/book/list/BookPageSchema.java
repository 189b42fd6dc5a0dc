package org.dreamlms.books.book.list;

import java.util.List;
import org.dreamlms.books.book.Book;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The shape of a page of books, for OpenAPI alone: {@link BookPage} writes it. */
@Schema(name = "BookPage")
public record BookPageSchema(
        @Schema(required = true) List<Book> items,
        @Schema(required = true) long total,
        @Schema(required = true) int skip,
        @Schema(required = true) int limit) {}
