/**
 * The backup that the migration takes and proves.
 *
 * <p>Nobody outside of {@code migration} uses it. Begin reading at {@code Backup}.
 */
package org.dreamlms.books.migration.backup;
