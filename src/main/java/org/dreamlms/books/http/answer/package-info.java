/**
 * What responses share: entity tags, pages of items, bodies sent no faster than the client reads.
 *
 * <p>Begin reading at {@link org.dreamlms.books.http.answer.Body}.
 */
package org.dreamlms.books.http.answer;
