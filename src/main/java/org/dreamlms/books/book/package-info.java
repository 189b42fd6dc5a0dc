/**
 * Books: memory first, then DCS. Routes {@code /books}, {@code /books/{id}}, {@code /books/batch}.
 *
 * <p>Begin reading at {@link org.dreamlms.books.book.BookCatalog}, the one way to a book; the hot
 * path is {@link org.dreamlms.books.book.BookRoute}.
 */
package org.dreamlms.books.book;
