package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An object that hangs on books or on a book_id column stops the migration, by its name. */
class DependentObjectsTest {

    @TempDir Path backups;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    view on books | CREATE VIEW v AS SELECT title FROM books | views or rules
                    view on a book_id | CREATE VIEW v AS SELECT book_id FROM activities | views or rules
                    materialized view | CREATE MATERIALIZED VIEW v AS SELECT book_id FROM assignments | views or rules
                    rule | CREATE RULE r AS ON DELETE TO books DO ALSO NOTHING | views or rules
                    trigger on books | CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER t AFTER INSERT ON books FOR EACH ROW EXECUTE FUNCTION f() | triggers that use
                    trigger of a column | CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER t AFTER UPDATE OF book_id ON activities FOR EACH ROW EXECUTE FUNCTION f() | triggers that use
                    trigger that reads book_id | CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM NEW.book_id; RETURN NEW; END'; CREATE TRIGGER t AFTER INSERT ON activities FOR EACH ROW EXECUTE FUNCTION f() | triggers that use
                    generated column | ALTER TABLE activities ADD g text GENERATED ALWAYS AS (book_id::text) STORED | generated columns
                    policy on books | CREATE POLICY p ON books USING (true) | policies
                    policy on a book_id | CREATE POLICY p ON assignments USING (book_id IS NOT NULL) | policies
                    foreign key of another table | CREATE TABLE shelves (book uuid REFERENCES books) | foreign keys of other tables
                    second column to books | ALTER TABLE activities ADD other uuid REFERENCES books | foreign keys of other tables
                    row type | CREATE TABLE archive (b books) | other objects
                    function over the row type | CREATE FUNCTION f(books) RETURNS text LANGUAGE sql AS 'SELECT $1.title' | other objects
                    inheritance | CREATE TABLE more_books () INHERITS (books) | other objects
                    bookstatus elsewhere | CREATE TABLE magazines (s bookstatus) | other objects
                    index that compares a uuid | CREATE INDEX i ON activities (page_number) WHERE book_id <> '00000000-0000-4000-8000-000000000000'::uuid | index i
                    check that compares a uuid | ALTER TABLE assignments ADD CONSTRAINT c CHECK (book_id <> '00000000-0000-4000-8000-000000000000'::uuid) | cannot become integer
                    default that makes a uuid | ALTER TABLE book_assignments ALTER book_id SET DEFAULT gen_random_uuid() | cannot become integer
                    taken name | CREATE TABLE book_id_map (x int) | names that the migration gives are taken
                    half-done column | ALTER TABLE activities ADD dcs_book_id integer | names that the migration gives are taken
                    another uq_book_assignment | ALTER TABLE book_assignments DROP CONSTRAINT uq_book_assignment; ALTER TABLE book_assignments ADD CONSTRAINT uq_book_assignment UNIQUE (book_id) | uq_book_assignment is not unique
                    """)
    void isRefused(String name, String sql, String reason) {
        var database =
                TestServer.legacy()
                        .run(
                                LegacyRows.book("Alpha", "4")
                                        + LegacyRows.activity("a1", "Alpha")
                                        + sql);
        says(untouched(database, TestSetup.of(database, backups)), reason);
    }
}
