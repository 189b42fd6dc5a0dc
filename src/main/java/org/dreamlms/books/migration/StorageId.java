package org.dreamlms.books.migration;

/** How a book's dream_storage_id, a text, is read as the integer that DCS knows the book by. */
public final class StorageId {

    /**
     * The id as an integer, NULL when it is not one of 1…2147483647 in plain ASCII digits. Nested
     * CASEs, because PostgreSQL may evaluate the sides of an AND in any order and a bare cast fails
     * the whole query.
     */
    public static final String AS_INTEGER =
            "CASE WHEN b.dream_storage_id ~ '^0*[1-9][0-9]{0,9}$' THEN"
                    + " CASE WHEN b.dream_storage_id::numeric <= 2147483647"
                    + " THEN b.dream_storage_id::integer END END";

    /** A book, so that an operator finds it. */
    public static final String BOOK =
            "b.id || ' \"' || coalesce(b.title, '') || '\" dream_storage_id ' ||"
                    + " coalesce(quote_literal(b.dream_storage_id), 'NULL')";

    private StorageId() {}
}
