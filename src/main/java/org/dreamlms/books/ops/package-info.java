/**
 * For operators: health, checks of the settings, the report at start, audit, logs, scheduled work.
 *
 * <p>It may use every room. Begin reading at {@code StartReport} and {@code Timetable}.
 */
package org.dreamlms.books.ops;
