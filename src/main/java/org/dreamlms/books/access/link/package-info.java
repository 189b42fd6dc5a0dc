/**
 * Signed links to single files, which work without a token until they expire.
 *
 * <p>Begin reading at {@link org.dreamlms.books.access.link.LinkResource}.
 */
package org.dreamlms.books.access.link;
