package org.dreamlms.books.http.openapi;

import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An example of the problem with each status. */
final class ProblemExample {

    private static final Map<String, String> OTHERS =
            Map.of(
                    "413", "The body is larger than 64 KB",
                    "415", "The body must be application/json",
                    "416", "The file has nothing of what Range names",
                    "501", "No key for links is configured");

    private static final Map<String, String> FIELDS = Map.of("400", "limit", "422", "name");

    private ProblemExample() {}

    static Map<String, Object> of(String status) {
        var code = Integer.parseInt(status);
        var detail = detail(status);
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "about:blank");
        problem.put("title", title(code));
        problem.put("status", code);
        problem.put("detail", detail);
        problem.put("instance", "/books/999");
        var field = FIELDS.get(status);
        if (field != null) {
            var message = detail.substring(field.length() + 1);
            problem.put("errors", List.of(Map.of("field", field, "message", message)));
        }
        if (status.equals("429") || status.equals("503")) {
            problem.put("retry_after", 5);
        }
        return problem;
    }

    private static String title(int status) {
        var known = Response.Status.fromStatusCode(status);
        return known != null ? known.getReasonPhrase() : "Unprocessable Content";
    }

    private static String detail(String status) {
        return Arrays.stream(CommonResponse.values())
                .filter(common -> common.status().equals(status))
                .map(CommonResponse::example)
                .findFirst()
                .orElseGet(() -> OTHERS.get(status));
    }
}
