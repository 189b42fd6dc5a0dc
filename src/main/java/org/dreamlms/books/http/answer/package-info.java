/**
 * What responses share: headers for caches, entity tags, pages of items, bodies sent no faster than
 * the client reads.
 *
 * <p>Begin reading at {@link org.dreamlms.books.http.answer.JsonAnswers}.
 */
package org.dreamlms.books.http.answer;
