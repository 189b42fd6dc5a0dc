package org.dreamlms.books.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.dcs.DcsException;
import org.dreamlms.books.migration.KnownBooks;
import org.dreamlms.books.standin.Fault;
import org.junit.jupiter.api.Test;

/** What the migration learns from DCS about the ids it is about to write. */
@QuarkusTest
class DcsKnownBooksTest extends ServiceTest {

    @Inject KnownBooks books;

    @Test
    void unknownAndArchivedBooksAreToldApart() {
        var answer = books.ask(Set.of(4, 5, 7, 999));
        assertThat(answer.unknown()).containsExactly(999);
        assertThat(answer.archived()).containsExactly(7);
    }

    @Test
    void manyIdsAreAskedForAHundredAtATime() {
        dcs.books().addMany(300);
        var ids = IntStream.rangeClosed(1, 250).boxed().collect(Collectors.toSet());
        books.ask(ids);
        assertThat(dcs.calls("batch")).isEqualTo(3);
    }

    @Test
    void noIdsAreNoQuestion() {
        assertThat(books.ask(Set.of()).unknown()).isEmpty();
        assertThat(dcs.calls()).isZero();
    }

    @Test
    void withoutDcsThereIsNoAnswer() {
        dcs.faults().always("batch", Fault.serverError());
        assertThatThrownBy(() -> books.ask(Set.of(4))).isInstanceOf(DcsException.class);
    }
}
