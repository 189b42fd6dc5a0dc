/**
 * Activities of books, as rows: routes {@code /activities} and {@code /books/{id}/activities}.
 *
 * <p>Begin reading at {@link org.dreamlms.books.activity.ActivityResource}.
 */
package org.dreamlms.books.activity;
