package org.dreamlms.books.activity.imports;

/**
 * Where an activity stands in its book, and what it is.
 *
 * @param module the module's name; modules may share one
 */
record ActivityPlace(String module, int page, int section, String type) {}
