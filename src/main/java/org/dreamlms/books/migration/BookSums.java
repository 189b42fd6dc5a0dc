package org.dreamlms.books.migration;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.dreamlms.books.db.Sql;

/**
 * For each table and each DCS id, how many rows carry it and a checksum of which. Sums of hashes do
 * not depend on the order of rows, which a rewrite may change.
 */
record BookSums(Map<BookTable, TreeMap<Integer, Sum>> tables) {

    /** The rows of one book in one table. */
    record Sum(long rows, BigDecimal checksum) {}

    /** Of a database that still has books. */
    static BookSums before(Connection connection) throws SQLException {
        return of(
                connection,
                """
                SELECT dcs_id, count(*), sum(uuid_hash_extended(id, dcs_id)::numeric)
                FROM (
                    SELECT t.id, b.dream_storage_id::integer AS dcs_id
                    FROM %s t
                    JOIN books b ON b.id = t.book_id) r
                GROUP BY dcs_id
                """);
    }

    /** Of a migrated database. */
    static BookSums after(Connection connection) throws SQLException {
        return of(
                connection,
                """
                SELECT dcs_book_id, count(*), sum(uuid_hash_extended(id, dcs_book_id)::numeric)
                FROM %s
                GROUP BY dcs_book_id
                """);
    }

    private static BookSums of(Connection connection, String query) throws SQLException {
        var tables = new EnumMap<BookTable, TreeMap<Integer, Sum>>(BookTable.class);
        for (var table : BookTable.ALL) {
            var books = new TreeMap<Integer, Sum>();
            Sql.list(
                    connection,
                    row -> books.put(row.getInt(1), new Sum(row.getLong(2), row.getBigDecimal(3))),
                    String.format(query, table.table()));
            tables.put(table, books);
        }
        return new BookSums(tables);
    }

    long rows(BookTable table) {
        return tables.get(table).values().stream().mapToLong(Sum::rows).sum();
    }

    long rows(BookTable table, int dcsBookId) {
        var sum = tables.get(table).get(dcsBookId);
        return sum == null ? 0 : sum.rows();
    }

    BigDecimal checksum(BookTable table) {
        return tables.get(table).values().stream()
                .map(Sum::checksum)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
