/**
 * What is checked before the migration changes anything; each check finds or refuses.
 *
 * <p>Nobody outside of {@code migration} uses it. Begin reading at {@code Preflight}.
 */
package org.dreamlms.books.migration.check;
