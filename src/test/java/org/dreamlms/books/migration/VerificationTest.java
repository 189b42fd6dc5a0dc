package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;

import java.nio.file.Path;
import org.dreamlms.books.ExpectedLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever goes wrong behind the migration's back is noticed before the commit. */
@ExpectedLog("org.flywaydb.core.internal.command.DbMigrate")
@Tag("migration")
class VerificationTest {

    @TempDir Path backups;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    swapped ids | UPDATE activities SET dcs_book_id = CASE dcs_book_id WHEN 1 THEN 2 ELSE 1 END WHERE id IN (md5('a15')::uuid, md5('a1')::uuid) | activities had 238 rows
                    lost row | DELETE FROM assignments WHERE id = md5('x7')::uuid | has 41 rows
                    wrong id | UPDATE book_assignments SET dcs_book_id = 99 WHERE id = md5('z1')::uuid | book_assignments had 8 rows
                    lost index | DROP INDEX ix_assignments_status | lost: assignments: INDEX USING btree (status)
                    lost check | ALTER TABLE book_assignments DROP CONSTRAINT ck_book_assignment_target | lost: book_assignments: CHECK
                    lost foreign key to activities | ALTER TABLE assignment_activities DROP CONSTRAINT assignment_activities_activity_id_fkey | lost: assignment_activities: FOREIGN KEY
                    lost unique constraint | ALTER TABLE book_assignments DROP CONSTRAINT uq_book_assignment | lost: book_assignments: UNIQUE (dcs_book_id, school_id, teacher_id)
                    """)
    void isNoticed(String name, String damage, String reason) {
        var database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
        // Runs within the change, after the last table was converted, and not in its trials.
        database.run(
                "CREATE FUNCTION damage() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN IF"
                        + " EXISTS (SELECT FROM activities) AND EXISTS (SELECT FROM pg_attribute"
                        + " WHERE attrelid = 'activities'::regclass AND attname = 'dcs_book_id' AND"
                        + " atttypid = 'integer'::regtype) THEN "
                        + damage
                        + "; END IF; END$$; CREATE EVENT TRIGGER damage ON ddl_command_end WHEN TAG IN ('DROP"
                        + " TYPE') EXECUTE FUNCTION damage()");
        says(untouched(database, TestSetup.of(database, backups)), "Verification failed", reason);
    }
}
