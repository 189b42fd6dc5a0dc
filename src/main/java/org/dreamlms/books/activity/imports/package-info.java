/**
 * Brings the activities of a config.json into the database without changing the ids of rows.
 *
 * <p>It uses {@code activity} and {@code page}. Begin reading at {@link
 * org.dreamlms.books.activity.imports.ActivityImport}.
 */
package org.dreamlms.books.activity.imports;
