/**
 * What a book's config.json says: routes {@code /books/{id}/config}, {@code /pages}, {@code
 * /structure}, {@code /videos}.
 *
 * <p>Begin reading at {@link org.dreamlms.books.page.PagesResource} and {@code ConfigReader}.
 */
package org.dreamlms.books.page;
