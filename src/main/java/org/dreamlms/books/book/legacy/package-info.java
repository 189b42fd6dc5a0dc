/**
 * Links from before the migration, when books had UUIDs.
 *
 * <p>Begin reading at {@link org.dreamlms.books.book.legacy.LegacyLinkResource}.
 */
package org.dreamlms.books.book.legacy;
