package org.dreamlms.books.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests come here, and which stay the LMS's: ingress-nginx looks at the path's begin. */
class IngressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/books",
                "/books/",
                "/books/4",
                "/books/batch",
                "/books/00000000-0000-0000-0000-000000000004",
                "/books/4/cover",
                "/books/4/activities",
                "/books/4/assets/images/HB/bundle/1.png",
                "/books/4/bundles",
                "/publishers/1",
                "/publishers/1/logo",
                "/activities/11111111-1111-1111-1111-111111111111",
                "/book-assignments",
                "/book-assignments/",
                "/book-assignments/book/4",
                "/teachers/11111111-1111-1111-1111-111111111111/books",
                "/webhooks/dream-storage",
                "/assignments",
                "/assignments/",
                "/assignments/bulk",
                "/assignments/11111111-1111-1111-1111-11111111aaff",
                "/assignments/11111111-1111-1111-1111-111111111111/for-edit",
                "/assignments/11111111-1111-1111-1111-111111111111/preview",
                "/assignments/activities/11111111-1111-1111-1111-111111111111/preview"
            })
    void ours(String path) throws IOException {
        assertThat(comesHere("/api/v1" + path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login/access-token",
                "/bookshelf",
                "/books/4/bundle",
                "/books/4/bundle/status",
                "/publishers",
                "/publishers/1/users",
                "/teachers",
                "/teachers/11111111-1111-1111-1111-111111111111/classes",
                "/webhooks/other",
                "/assignments/calendar",
                "/assignments/11111111-1111-1111-1111-111111111111/start",
                "/assignments/11111111-1111-1111-1111-111111111111/submit",
                "/assignments/11111111-1111-1111-1111-111111111111/students/1"
            })
    void theLmss(String path) throws IOException {
        assertThat(comesHere("/api/v1" + path)).isFalse();
    }

    private static boolean comesHere(String path) throws IOException {
        return Manifests.only(Ingress.class, "base/ingress.yaml").getSpec().getRules().stream()
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .anyMatch(p -> Pattern.compile(p.getPath()).matcher(path).lookingAt());
    }
}
