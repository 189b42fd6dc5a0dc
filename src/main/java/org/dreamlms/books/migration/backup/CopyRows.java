package org.dreamlms.books.migration.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.dreamlms.books.db.Sql;

/**
 * Counts the rows of each table in what pg_restore prints: a dump may be whole and yet be of the
 * wrong database, or without the rows.
 */
public final class CopyRows implements ClientProgram.Reader {

    private static final String IDENTIFIER = "(\"(?:[^\"]|\"\")+\"|[^\". ]+)";
    private static final Pattern COPY =
            Pattern.compile("COPY " + IDENTIFIER + "\\." + IDENTIFIER + " .*");

    /** Enough of a line to know what it is; data is only counted. */
    private static final int KEPT = 512;

    private final Map<String, Long> rows = new HashMap<>();
    private final byte[] line = new byte[KEPT];
    private long length;
    private String table;
    private long count;

    /** By "schema.table"; a table that the dump has no data of is not in it. */
    Map<String, Long> rows() {
        return rows;
    }

    /** The name of our schema, as a dump in the database's encoding has it. */
    public static String name(Connection connection) throws SQLException {
        return Sql.list(
                        connection,
                        row -> new String(row.getBytes(1), StandardCharsets.ISO_8859_1),
                        "SELECT convert_to(current_schema()::text, getdatabaseencoding()::name)")
                .get(0);
    }

    public static String key(String schema, String table) {
        return schema + "." + table;
    }

    @Override
    public void read(InputStream output) throws IOException {
        var buffer = new byte[1 << 16];
        for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
            for (int i = 0; i < n; i++) {
                if (buffer[i] == '\n') {
                    endOfLine();
                    length = 0;
                } else {
                    if (length < KEPT) {
                        line[(int) length] = buffer[i];
                    }
                    length++;
                }
            }
        }
    }

    private void endOfLine() {
        if (table == null) {
            begin();
        } else if (length == 2 && line[0] == '\\' && line[1] == '.') {
            rows.merge(table, count, Long::sum);
            table = null;
        } else {
            // Line breaks within data are written as \n, so a line is a row.
            count++;
        }
    }

    private void begin() {
        if (length < 5 || line[0] != 'C' || line[1] != 'O' || line[2] != 'P') {
            return;
        }
        var text = new String(line, 0, (int) Math.min(length, KEPT), StandardCharsets.ISO_8859_1);
        var copy = COPY.matcher(text);
        if (copy.matches()) {
            table = key(plain(copy.group(1)), plain(copy.group(2)));
            count = 0;
        }
    }

    private static String plain(String identifier) {
        return identifier.startsWith("\"")
                ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
                : identifier;
    }
}
