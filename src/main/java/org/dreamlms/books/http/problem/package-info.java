/**
 * Errors, as RFC 9457 problem details, in one shape wherever they arise.
 *
 * <p>It uses {@code http} alone. Begin reading at {@link org.dreamlms.books.http.problem.Problem}
 * and {@link org.dreamlms.books.http.problem.Problems}.
 */
package org.dreamlms.books.http.problem;
