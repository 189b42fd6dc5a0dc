package org.dreamlms.books.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.dreamlms.books.api.Invalidation;
import org.dreamlms.books.api.Invalidation.Subject;
import org.junit.jupiter.api.Test;

class NewsTest {

    @Test
    void whatIsWrittenCanBeRead() {
        for (var subject : Subject.values()) {
            var news = new Invalidation(subject, 7);
            assertThat(News.read(News.write(news))).isEqualTo(news);
        }
    }

    @Test
    void whatANewerVersionSaysMayBeAnything() {
        for (var text : new String[] {"", ":", "series:7", "book:", "book:x", "book:99999999999"}) {
            assertThat(News.read(text)).isEqualTo(Invalidation.everything());
        }
        assertThat(News.read("rights").subject()).isEqualTo(Subject.RIGHTS);
    }
}
