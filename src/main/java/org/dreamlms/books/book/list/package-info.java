/**
 * The list of all books: search, filters, paging, in memory.
 *
 * <p>Begin reading at {@link org.dreamlms.books.book.list.BookList}.
 */
package org.dreamlms.books.book.list;
