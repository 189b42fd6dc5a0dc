package org.dreamlms.books.rows;

/** The service on a live LMS's database, in a schema other than public, migrated as it starts. */
public class LegacyDatabase extends FreshDatabase {

    @Override
    protected String legacy() {
        return "true";
    }
}
