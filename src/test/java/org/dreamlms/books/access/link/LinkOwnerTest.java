package org.dreamlms.books.access.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who has one link is one client, whatever else stands in its query. */
class LinkOwnerTest {

    @Test
    void requestsByOneLinkShareAnAccount() {
        var owner = owner("/books/4/cover", "s");
        assertThat(owner("/books/4/cover", "s")).isEqualTo(owner);
        assertThat(owner("/books/4/cover", "t")).isNotEqualTo(owner);
        assertThat(owner("/books/5/cover", "s")).isNotEqualTo(owner);
    }

    private static Object owner(String path, String signature) {
        var request =
                of(
                        HttpServerRequest.class,
                        Map.of("getParam", signature, "query", "x=" + System.nanoTime()));
        return SignedLinks.owner(
                of(RoutingContext.class, Map.of("normalizedPath", path, "request", request)));
    }

    private static <T> T of(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
