package org.dreamlms.books.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.dreamlms.books.replica.Invalidation.Subject;
import org.junit.jupiter.api.Test;

class ReplicaMessageTest {

    @Test
    void whatIsWrittenCanBeRead() {
        for (var subject : Subject.values()) {
            var news = new Invalidation(subject, 7);
            assertThat(ReplicaMessage.read(ReplicaMessage.write(news))).isEqualTo(news);
        }
    }

    @Test
    void whatANewerVersionSaysMayBeAnything() {
        for (var text : new String[] {"", ":", "series:7", "book:", "book:x", "book:99999999999"}) {
            assertThat(ReplicaMessage.read(text)).isEqualTo(Invalidation.everything());
        }
        assertThat(ReplicaMessage.read("rights").subject()).isEqualTo(Subject.RIGHTS);
    }
}
