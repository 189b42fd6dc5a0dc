package org.dreamlms.books.dcs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.dreamlms.books.standin.StandInDcs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are addresses, and which of them links may be. */
class HttpUrlsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://dcs",
                "https://dcs.example.org:8443/objects/a%20b?X-Amz-Signature=1#x",
                "http://127.0.0.1:9000/",
                "http://[::1]:9000/x"
            })
    void addressesAreLinks(String url) {
        assertThat(HttpUrls.isOne(url)).isTrue();
        assertThat(HttpUrls.isLink(url)).isTrue();
        assertThat(HttpUrls.hasLenientHost(url)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://minio_storage:9000/books/a.mp3?X-Amz-Expires=300",
                "https://minio_storage/x",
                "http://dcs_minio-1.lms_default:9000"
            })
    void containersAreLinksButNoAddresses(String url) {
        assertThat(HttpUrls.isOne(url)).isFalse();
        assertThat(HttpUrls.isLink(url)).isTrue();
        assertThat(HttpUrls.hasLenientHost(url)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "http://",
                "http:///x",
                "http:minio_storage",
                "//minio_storage/x",
                "ftp://minio_storage/x",
                "file:///etc/passwd",
                "http://:9000/x",
                "http://minio_storage:/x",
                "http://minio_storage:9000:9000/x",
                "http://minio_storage:port/x",
                "http://minio_storage..org/x",
                "http://.minio_storage/x",
                "http://-minio_storage/x",
                "http://minio_storage%2eexample.org/x",
                "http://minio_storage\\@example.org/x",
                "http://minio_storage x/"
            })
    void othersAreNeither(String url) {
        assertThat(HttpUrls.isOne(url)).isFalse();
        assertThat(HttpUrls.isLink(url)).isFalse();
        assertThat(HttpUrls.hasLenientHost(url)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://dcs@example.org/x",
                "http://dcs:9000@example.org/x",
                "http://@example.org/x",
                "http://minio_storage@example.org/x",
                "http://user@minio_storage:9000/x",
                "http://minio_storage:9000@evil_host/x"
            })
    void noLinkHasUserInformation(String url) {
        assertThat(HttpUrls.isLink(url)).isFalse();
        assertThat(HttpUrls.hasLenientHost(url)).isFalse();
    }

    /** Why DCS itself must not have such a name: REST clients go where this says. */
    @Test
    void javaSeesNoHostInTheNameOfAContainer() {
        assertThat(URI.create("http://minio_storage:9000").getHost()).isNull();
    }

    @Test
    void theClientForFilesSeesIt() throws Exception {
        var vertx = Vertx.vertx();
        try (var dcs = StandInDcs.start(0)) {
            var port = URI.create(dcs.url()).getPort();
            var options =
                    new RequestOptions()
                            .setAbsoluteURI("http://minio_storage:" + port + "/health")
                            // Instead of what the network of the containers would know.
                            .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"));
            assertThat(options.getHost()).isEqualTo("minio_storage");
            var status =
                    vertx.createHttpClient()
                            .request(options)
                            .compose(request -> request.send())
                            .map(HttpClientResponse::statusCode);
            assertThat(status.toCompletionStage().toCompletableFuture().get(3, TimeUnit.MINUTES))
                    .isEqualTo(200);
            assertThat(dcs.requests("health").get(0).headers().get("host"))
                    .isEqualTo("minio_storage:" + port);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(3, TimeUnit.MINUTES);
        }
    }
}
