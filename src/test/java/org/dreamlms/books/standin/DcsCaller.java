package org.dreamlms.books.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Speaks to a stand-in as a plain HTTP client, logged in or not. */
final class DcsCaller {

    static final String BRAINS = "/storage/books/Universal%20ELT/BRAINS";

    private final HttpClient client = HttpClient.newHttpClient();
    private final StandInDcs dcs;

    DcsCaller(StandInDcs dcs) {
        this.dcs = dcs;
    }

    String login() throws IOException, InterruptedException {
        var body =
                new JsonObject()
                        .put("email", StandInDcs.EMAIL)
                        .put("password", StandInDcs.PASSWORD);
        var answer = send(request("POST", "/auth/login", body.encode()));
        return new JsonObject(answer.body()).getString("access_token");
    }

    HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        return call("GET", path, null, headers);
    }

    HttpResponse<String> call(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = request(method, path, body).header("Authorization", "Bearer " + login());
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    JsonObject object(String path) throws IOException, InterruptedException {
        return new JsonObject(get(path).body());
    }

    JsonArray array(String path) throws IOException, InterruptedException {
        return new JsonArray(get(path).body());
    }

    HttpResponse<String> with(String token, String path) throws IOException, InterruptedException {
        return send(request("GET", path, null).header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> anonymous(String method, String path)
            throws IOException, InterruptedException {
        return send(request(method, path, null));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String method, String path, String body) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var uri = path.startsWith("http") ? path : dcs.url() + path;
        return HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofMinutes(3))
                .method(method, publisher);
    }
}
