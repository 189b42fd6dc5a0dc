package org.dreamlms.books.ops.console;

/**
 * A part of the console. What it shows holds moments and no ages, so that it stays the same while
 * nothing happens, and its entity tag with it. Waits for nothing that may hang.
 */
interface Panel {

    /** What it is called in the JSON, and by the page. */
    String name();

    /** What it shows now: a {@code JsonObject} or {@code JsonArray} of its own. */
    Object json();
}
