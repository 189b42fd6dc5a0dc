/**
 * Which school or teacher may use which book: routes {@code /book-assignments} and {@code
 * /teachers/{id}/books}.
 *
 * <p>Begin reading at {@link org.dreamlms.books.bookassignment.BookAssignmentResource}.
 */
package org.dreamlms.books.bookassignment;
