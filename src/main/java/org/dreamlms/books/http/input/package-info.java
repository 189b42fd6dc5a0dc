/**
 * Reads and checks what a request carries: ids, paging, JSON fields, the size of the body.
 *
 * <p>It uses {@code http.problem} to refuse. Begin reading at {@link
 * org.dreamlms.books.http.input.Fields}.
 */
package org.dreamlms.books.http.input;
