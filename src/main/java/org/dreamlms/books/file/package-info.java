/**
 * The files of a book: routes {@code /books/{id}/cover}, {@code /assets}, {@code /media}.
 *
 * <p>Begin reading at {@link org.dreamlms.books.file.FileResource}; images in memory are answered
 * by {@code ImageRoute}.
 */
package org.dreamlms.books.file;
