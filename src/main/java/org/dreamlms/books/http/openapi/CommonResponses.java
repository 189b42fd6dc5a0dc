package org.dreamlms.books.http.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.TreeMap;
import org.dreamlms.books.http.openapi.CommonResponse.Route;
import org.dreamlms.books.http.problem.Problem;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Adds the {@link CommonResponse common responses} to the OpenAPI document, sorts all responses by
 * status, and says that those of 400 or more are problems.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class CommonResponses implements OASFilter {

    private static final String SCHEMA = "Problem";
    private static final String REASON = "Bad Request";
    private static final String MOVED = "308";
    private static final String UUID =
            "The id is the UUID that the book had before the migration: Location leads to the id in"
                    + " DCS";
    private static final String DEFAULT = "OK";
    private static final String DONE = "Done; what it is now";
    private static final String KNOWN = "The client has it: If-None-Match names its ETag";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        for (var common : CommonResponse.values()) {
            var response = OASFactory.createAPIResponse().description(common.description());
            document.getComponents()
                    .addResponse(common.component(), asProblem(response, common.status()));
        }
        for (var header : CommonHeader.values()) {
            document.getComponents().addHeader(header.field(), header.component());
        }
        document.getPaths()
                .getPathItems()
                .forEach(
                        (path, item) ->
                                item.getOperations()
                                        .forEach(
                                                (method, operation) ->
                                                        complete(
                                                                new Route(
                                                                        path, method, operation))));
        addHeaders(document);
        ResponseSchemas.complete(document);
    }

    private static void complete(Route route) {
        var operation = route.operation();
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        var responses = operation.getResponses();
        for (var common : CommonResponse.values()) {
            if (common.appliesTo(route) && !isDescribed(responses, common.status())) {
                responses.addAPIResponse(
                        common.status(), OASFactory.createAPIResponse().ref(common.component()));
            }
        }
        if (route.method() == HttpMethod.GET && route.isTagged() && !route.embedsBooks()) {
            addUnlessThere(responses, "304", KNOWN);
        }
        if (route.mayBeLegacy()) {
            addUnlessThere(responses, MOVED, UUID);
        }
        if (route.isImage()) {
            addUnlessThere(responses, "206", "The part that Range names");
            addUnlessThere(responses, "416", "The image has nothing of what Range names");
        }
        describe(route);
        DemoExamples.addTo(route);
        operation.setResponses(sorted(responses));
        addHeaders(route);
    }

    /** What a route does not say of its success by an annotation is what it says of itself. */
    private static void describe(Route route) {
        var summary = route.operation().getSummary();
        route.operation()
                .getResponses()
                .getAPIResponses()
                .forEach(
                        (status, response) -> {
                            var said = response.getDescription();
                            if (status.startsWith("2") && (said == null || said.equals(DEFAULT))) {
                                response.setDescription(
                                        route.method() == HttpMethod.GET ? summary : DONE);
                            }
                        });
    }

    private static void addUnlessThere(APIResponses responses, String status, String description) {
        if (!responses.hasAPIResponse(status)) {
            responses.addAPIResponse(
                    status, OASFactory.createAPIResponse().description(description));
        }
    }

    private static void addHeaders(Route route) {
        route.operation()
                .getResponses()
                .getAPIResponses()
                .forEach(
                        (status, response) -> {
                            for (var header : CommonHeader.values()) {
                                if (response.getRef() == null && header.appliesTo(route, status)) {
                                    response.addHeader(header.field(), reference(header));
                                }
                            }
                        });
    }

    /** To the responses that many routes refer to. */
    private static void addHeaders(OpenAPI document) {
        var responses = document.getComponents().getResponses();
        for (var name : List.of(ApiDocument.UNAUTHORIZED, ApiDocument.FORBIDDEN)) {
            responses.get(name).addHeader("WWW-Authenticate", reference(CommonHeader.AUTHENTICATE));
        }
        for (var name : List.of(ApiDocument.TOO_MANY, ApiDocument.UNAVAILABLE)) {
            responses.get(name).addHeader("Retry-After", reference(CommonHeader.RETRY_AFTER));
        }
        responses
                .get(ApiDocument.NOT_FOUND)
                .addHeader("Cache-Status", reference(CommonHeader.CACHE_STATUS));
    }

    private static Header reference(CommonHeader header) {
        return OASFactory.createHeader().ref(header.field());
    }

    /** The framework adds a 400 of its own to routes that read a body, with the reason phrase. */
    private static boolean isDescribed(APIResponses responses, String status) {
        var response = responses.getAPIResponse(status);
        return response != null && !REASON.equals(response.getDescription());
    }

    private static APIResponses sorted(APIResponses responses) {
        var sorted = OASFactory.createAPIResponses();
        new TreeMap<>(responses.getAPIResponses())
                .forEach(
                        (status, response) -> {
                            var isProblem = status.matches("[45]\\d\\d");
                            sorted.addAPIResponse(
                                    status,
                                    isProblem && response.getRef() == null
                                            ? asProblem(response, status)
                                            : response);
                        });
        return sorted;
    }

    private static APIResponse asProblem(APIResponse response, String status) {
        if (response.getContent() == null) {
            response.setContent(
                    OASFactory.createContent()
                            .addMediaType(
                                    Problem.MEDIA_TYPE,
                                    OASFactory.createMediaType()
                                            .schema(OASFactory.createSchema().ref(SCHEMA))
                                            .example(ProblemExample.of(status))));
        }
        return response;
    }
}
