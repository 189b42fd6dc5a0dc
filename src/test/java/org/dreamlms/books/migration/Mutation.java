package org.dreamlms.books.migration;

import java.util.List;

/**
 * One thing that a real database has besides the LMS's clean schema.
 *
 * @param token what a refusal on its account must name; empty: none is due
 * @param sql makes it
 */
record Mutation(String name, String token, String sql) {

    static final List<Mutation> ALL =
            TestServer.resource("migration/mutations.txt")
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", 3))
                    .map(
                            parts ->
                                    new Mutation(
                                            parts[0].strip(), parts[1].strip(), parts[2].strip()))
                    .toList();

    boolean isOfAnotherSession() {
        return name.startsWith("session");
    }

    boolean isPrepared() {
        return name.startsWith("prepared");
    }

    /** Whether the change has to wait for it. */
    boolean isInTheWay() {
        return isPrepared() || isOfAnotherSession() && !name.equals("session reads another");
    }

    @Override
    public String toString() {
        return name;
    }
}
