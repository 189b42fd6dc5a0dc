/**
 * Who sends a request and which books that caller may know of, as other rooms see it.
 *
 * <p>The room {@code access} finds it out. Begin reading at {@link
 * org.dreamlms.books.caller.Access}.
 */
package org.dreamlms.books.caller;
