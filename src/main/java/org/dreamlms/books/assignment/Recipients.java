package org.dreamlms.books.assignment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;

/** Who gets an assignment: whole classes, as they are now, and single students. */
@RegisterForReflection
record Recipients(List<UUID> classIds, List<UUID> studentIds) {

    boolean isEmpty() {
        return classIds.isEmpty() && studentIds.isEmpty();
    }
}
