/**
 * The migration of a database from UUIDs to DCS ids, at boot.
 *
 * <p>It uses {@code db} alone of the other rooms. Begin reading at {@code MigrationAtBoot} and
 * {@code Migrator}.
 */
package org.dreamlms.books.migration;
