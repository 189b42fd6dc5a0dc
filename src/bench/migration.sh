#!/usr/bin/env bash
# The migration against the way "add a column, update it, drop the old one", on identical copies of one database.
#
#   ./mvnw -DskipTests package && src/bench/migration.sh
#
# Needs PostgreSQL's server and client programs (PG_BIN, default: the newest below /usr/lib/postgresql, else PATH) and
# about 6 GB of disk below TMPDIR. It starts a PostgreSQL of its own with default settings and removes it afterwards.
# ACTIVITIES, BOOKS and ASSIGNMENTS change the size.
set -euo pipefail

ACTIVITIES=${ACTIVITIES:-1000000}
BOOKS=${BOOKS:-1000}
ASSIGNMENTS=${ASSIGNMENTS:-10000}
PORT=${PORT:-54329}
here=$(cd "$(dirname "$0")/../.." && pwd)
jar=${JAR:-$here/target/quarkus-app/quarkus-run.jar}
PG_BIN=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)}
PATH=${PG_BIN:+$PG_BIN:}$PATH
[ -f "$jar" ] || { echo "Build first: ./mvnw -DskipTests package" >&2; exit 1; }

work=$(mktemp -d "${TMPDIR:-/tmp}/migration-bench.XXXXXX")
app=
server_user=()
if [ "$(id -u)" = 0 ]; then
    # PostgreSQL refuses to run as root.
    chmod 755 "$work"; install -d -o nobody "$work/data"
    server_user=(setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups)
fi
stop() {
    [ -z "$app" ] || kill "$app" 2>/dev/null || true
    "${server_user[@]}" pg_ctl -D "$work/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap stop EXIT

cd /
"${server_user[@]}" initdb -D "$work/data" -U bench -A trust >/dev/null
"${server_user[@]}" pg_ctl -D "$work/data" -w -l /dev/null \
    -o "-p $PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=''" start >/dev/null
export PGHOST=127.0.0.1 PGPORT=$PORT PGUSER=bench
q() { psql -XqAt -v ON_ERROR_STOP=1 -d "$1" "${@:2}"; }
now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.1f", b - a }'; }
mb() { q "$1" -c "SELECT round(pg_total_relation_size('$2') / 1e6)"; }

echo "Loading $ACTIVITIES activities on $BOOKS books, $ASSIGNMENTS assignments …"
createdb old
q old -f "$here/src/main/resources/db/migration/V1__legacy_schema.sql"
q old -v activities="$ACTIVITIES" -v books="$BOOKS" -v assignments="$ASSIGNMENTS" <<'SQL'
INSERT INTO "user" (id, username, role) VALUES ('00000000-0000-4000-8000-000000000001', 'teacher', 'teacher');
INSERT INTO teachers (id, user_id) VALUES
    ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001');
INSERT INTO books (id, dream_storage_id, title, book_name, publisher_name, status, created_at, updated_at)
SELECT md5('book' || n)::uuid, n::text, 'Book ' || n, 'Book ' || n, 'Publisher', 'published', now(), now()
FROM generate_series(1, :books) n;
INSERT INTO activities (id, book_id, dream_activity_id, activity_type, title, config_json, order_index, module_name,
                        page_number, section_index, created_at, updated_at)
SELECT md5('activity' || n)::uuid, md5('book' || n % :books + 1)::uuid, 'm1-p' || n || '-s0', 'circle', 'Activity ' || n,
       json_build_object('type', 'circle', 'headerText', 'Circle the right word ' || n, 'section_path',
                         './books/Book/images/M1/p' || n || '.png', 'answer', json_build_array(
                             json_build_object('text', md5(n::text), 'isCorrect', true),
                             json_build_object('text', md5('b' || n), 'isCorrect', false))),
       n / :books, 'Module ' || n % 8, n % 200, 0, now(), now()
FROM generate_series(1, :activities) n;
INSERT INTO assignments (id, teacher_id, activity_id, book_id, name, created_at, updated_at)
SELECT md5('assignment' || n)::uuid, '00000000-0000-4000-8000-000000000002', md5('activity' || n)::uuid,
       md5('book' || n % :books + 1)::uuid, 'Assignment ' || n, now(), now()
FROM generate_series(1, :assignments) n;
VACUUM ANALYZE;
CHECKPOINT;
SQL
createdb -T old other; createdb -T old ours
q postgres -c CHECKPOINT
before=$(mb old activities)
echo "activities before: $before MB (with indexes)"

echo; echo "The other way: add column, index, update, set not null, drop column"
# One transaction, as a migration tool runs it; \timing would hide the sum, so each statement reports its own time.
other_start=$(now)
q other <<'SQL' | sed 's/^/  /'
BEGIN;
\timing on
ALTER TABLE activities ADD COLUMN dcs_book_id integer;
ALTER TABLE assignments ADD COLUMN dcs_book_id integer;
ALTER TABLE book_assignments ADD COLUMN dcs_book_id integer;
CREATE INDEX ix_activities_dcs_book_id ON activities (dcs_book_id);
CREATE INDEX ix_assignments_dcs_book_id ON assignments (dcs_book_id);
CREATE INDEX ix_book_assignments_dcs_book_id ON book_assignments (dcs_book_id);
UPDATE activities t SET dcs_book_id = b.dream_storage_id::integer FROM books b WHERE b.id = t.book_id;
UPDATE assignments t SET dcs_book_id = b.dream_storage_id::integer FROM books b WHERE b.id = t.book_id;
UPDATE book_assignments t SET dcs_book_id = b.dream_storage_id::integer FROM books b WHERE b.id = t.book_id;
ALTER TABLE activities ALTER COLUMN dcs_book_id SET NOT NULL;
ALTER TABLE assignments ALTER COLUMN dcs_book_id SET NOT NULL;
ALTER TABLE book_assignments ALTER COLUMN dcs_book_id SET NOT NULL;
ALTER TABLE activities DROP COLUMN book_id;
ALTER TABLE assignments DROP COLUMN book_id;
ALTER TABLE book_assignments DROP COLUMN book_id;
DROP TABLE books;
COMMIT;
SQL
other=$(since "$other_start")
other_after=$(mb other activities)
q postgres -c CHECKPOINT

echo; echo "This migration, by a start of the service"
mkdir "$work/backups"
: >"$work/log"
ours_start=$(now)
env -u PGHOST -u PGPORT -u PGUSER \
    QUARKUS_DATASOURCE_JDBC_URL="jdbc:postgresql://127.0.0.1:$PORT/ours" QUARKUS_DATASOURCE_USERNAME=bench \
    QUARKUS_HTTP_PORT=0 QUARKUS_MANAGEMENT_PORT=0 DREAM_CENTRAL_STORAGE_URL=http://127.0.0.1:1 DREAM_CENTRAL_STORAGE_API_KEY=none \
    SECRET_KEY=a-key-for-the-benchmark-only-0123456789 DCS_BOOKS_MIGRATION_UNKNOWN_BOOKS=off \
    DCS_BOOKS_BACKUP_DIRECTORY="$work/backups" java -jar "$jar" >"$work/log" 2>&1 &
app=$!
until grep -q 'from the first check to the commit' "$work/log"; do
    kill -0 "$app" 2>/dev/null || { cat "$work/log"; exit 1; }
    sleep 0.1
done
started=$(since "$ours_start")
ours=$(sed -n 's/.*from the first check to the commit: //p' "$work/log")
q ours -F ' s  ' -c "SELECT lpad(s ->> 'seconds', 10), s ->> 'step' FROM dcs_books.migration_report,
                     jsonb_array_elements(report -> 'steps') s"
change=$(q ours -c "SELECT report ->> 'change_seconds' FROM dcs_books.migration_report")
dump=$(q ours -c "SELECT round((report #>> '{backup,bytes}')::numeric / 1e6) FROM dcs_books.migration_report")
ours_after=$(mb ours activities)
same=$(diff -q <(q other -c "SELECT id, dcs_book_id FROM activities ORDER BY id") \
               <(q ours -c "SELECT id, dcs_book_id FROM activities ORDER BY id") >/dev/null && echo yes || echo NO)

awk -v other="$other" -v change="$change" -v ours="$ours" -v before="$before" -v oa="$other_after" -v a="$ours_after" \
    -v dump="$dump" -v started="$started" -v same="$same" 'BEGIN {
    printf "\nboth give the same rows                      %s\n", same
    printf "change step: other way %.1f s, this %.1f s     %.2f times faster (wanted: 3)\n", other, change, other / change
    printf "whole, with checks, backup, checksums        %.1f s, %.2f of the other way (wanted: at most 1)\n", ours, ours / other
    printf "the same from the start of the process       %.1f s\n", started
    printf "backup file                                  %d MB\n", dump
    printf "activities: before %d MB, other way %d MB (%.2f), this %d MB (%.2f, wanted: at most 1)\n", before, oa, oa / before, a, a / before
}'
