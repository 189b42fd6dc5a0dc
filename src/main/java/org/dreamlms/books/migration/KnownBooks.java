package org.dreamlms.books.migration;

import java.util.Set;

/**
 * Asks DCS about the ids that the rows will carry. Another package implements it; without an
 * implementation the migration says that it could not ask.
 */
public interface KnownBooks {

    /**
     * What DCS says of ids.
     *
     * @param unknown ids that DCS does not have
     * @param archived ids whose book is archived
     */
    record Answer(Set<Integer> unknown, Set<Integer> archived) {}

    /**
     * Asks DCS about these ids. May throw any {@link RuntimeException} when DCS cannot be asked;
     * its message is shown to the operator. Bounds its own time.
     */
    Answer ask(Set<Integer> ids);
}
