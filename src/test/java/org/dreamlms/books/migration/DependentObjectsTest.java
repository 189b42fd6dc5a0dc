package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.dreamlms.books.ExpectedLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An object that hangs on books or on a book_id column stops the migration, by its name. */
@ExpectedLog("migration.check.Preflight")
@Tag("migration")
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
                    whole row in a view | CREATE VIEW v AS SELECT to_jsonb(a) AS j FROM activities a | view v
                    whole row beside a column | CREATE VIEW v AS SELECT to_jsonb(a) AS j, title FROM activities a | view v
                    whole row in a rule | CREATE TABLE log (j jsonb); CREATE RULE r AS ON UPDATE TO schools DO ALSO INSERT INTO log SELECT to_jsonb(a) FROM assignments a | rule r on schools
                    whole row in a policy | CREATE FUNCTION f(jsonb) RETURNS boolean LANGUAGE sql AS 'SELECT true'; CREATE POLICY p ON schools USING (EXISTS (SELECT FROM book_assignments b WHERE f(to_jsonb(b)))) | policy p on schools
                    whole row in a function | CREATE FUNCTION f() RETURNS jsonb LANGUAGE sql BEGIN ATOMIC SELECT to_jsonb(a) FROM activities a; END | function f()
                    trigger that writes BOOK_ID | CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM NEW.BOOK_ID; RETURN NEW; END'; CREATE TRIGGER t AFTER INSERT ON activities FOR EACH ROW EXECUTE FUNCTION f() | trigger t on activities
                    trigger of another table | CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM Books; RETURN NEW; END'; CREATE TRIGGER t AFTER INSERT ON schools FOR EACH ROW EXECUTE FUNCTION f() | trigger t on schools
                    check that casts | ALTER TABLE activities ADD CONSTRAINT c CHECK (length(book_id::text) = 36) | compute with a book_id
                    index condition that casts | CREATE INDEX i ON assignments (name) WHERE book_id::text LIKE '0%' | compute with a book_id
                    index expression | CREATE INDEX i ON assignments (left(book_id::text, 4)) | compute with a book_id
                    published books | CREATE PUBLICATION p FOR TABLE books | publication p of books
                    published with all | CREATE PUBLICATION p FOR ALL TABLES | publication p of activities
                    published with the schema | CREATE PUBLICATION p FOR TABLES IN SCHEMA public | publication p of assignments
                    plain index named uq_book_assignment | ALTER TABLE book_assignments DROP CONSTRAINT uq_book_assignment; CREATE UNIQUE INDEX uq_book_assignment ON book_assignments (book_id, school_id, teacher_id) | uq_book_assignment is not a unique constraint
                    unique by what it only includes | ALTER TABLE book_assignments DROP CONSTRAINT uq_book_assignment; ALTER TABLE book_assignments ADD CONSTRAINT uq_book_assignment UNIQUE (id) INCLUDE (book_id, school_id, teacher_id) | uq_book_assignment is not a unique constraint
                    taken name | CREATE TABLE book_id_map (x int) | names that the migration gives are taken
                    table of events | CREATE TABLE dcs_events (x int) | names that the migration gives are taken
                    view of imports | CREATE VIEW activity_imports AS SELECT 1 AS x | names that the migration gives are taken
                    index of events | CREATE INDEX ix_dcs_events_failed ON schools (name) | names that the migration gives are taken
                    table named like an index | CREATE TABLE ix_assignments_created_at_id (x int) | names that the migration gives are taken
                    invalid index | CREATE INDEX broken ON activities (title); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass | invalid indexes
                    inheriting table | CREATE TABLE more () INHERITS (assignment_activities) | part of an inheritance
                    half-done column | ALTER TABLE activities ADD dcs_book_id integer | names that the migration gives are taken
                    another uq_book_assignment | ALTER TABLE book_assignments DROP CONSTRAINT uq_book_assignment; ALTER TABLE book_assignments ADD CONSTRAINT uq_book_assignment UNIQUE (book_id) | uq_book_assignment is not a unique
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    view over other columns | CREATE VIEW v AS SELECT title FROM activities
                    index where there is a book | CREATE INDEX i ON activities (page_number) WHERE book_id IS NOT NULL
                    check that there is a book | ALTER TABLE assignments ADD CONSTRAINT c CHECK (book_id IS NOT NULL)
                    function that names books | CREATE FUNCTION f() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM books); END'
                    publication of another table | CREATE PUBLICATION p FOR TABLE schools
                    enum of somebody else | CREATE SCHEMA other; CREATE TYPE other.bookstatus AS ENUM ('x')
                    """)
    void livesOn(String name, String sql) {
        var database =
                TestServer.legacy()
                        .run(
                                LegacyRows.book("Alpha", "4")
                                        + LegacyRows.activity("a1", "Alpha")
                                        + sql);
        assertTrue(TestSetup.of(database, backups).start().migrated());
        assertEquals("f", database.text("SELECT to_regtype('bookstatus') IS NOT NULL"));
        if (name.startsWith("enum")) {
            assertEquals("t", database.text("SELECT to_regtype('other.bookstatus') IS NOT NULL"));
        }
    }
}
