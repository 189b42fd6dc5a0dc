/**
 * Plain SQL, where entities would be in the way.
 *
 * <p>It uses nothing but the base package. Begin reading at {@link org.dreamlms.books.db.Sql}.
 */
package org.dreamlms.books.db;
