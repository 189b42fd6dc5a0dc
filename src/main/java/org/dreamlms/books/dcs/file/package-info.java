/**
 * Files of DCS as streams: ranges, the limit of transfers, and what is odd about its storage.
 *
 * <p>It uses {@code dcs}. Begin reading at {@link org.dreamlms.books.dcs.file.DcsFiles}.
 */
package org.dreamlms.books.dcs.file;
