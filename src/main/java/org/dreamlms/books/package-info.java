/**
 * What every room may use: the settings, the clock, and how a start ends that must not go on.
 *
 * <p>It uses no room. Begin reading at {@link org.dreamlms.books.Settings}: every setting is
 * documented where it is declared.
 */
package org.dreamlms.books;
