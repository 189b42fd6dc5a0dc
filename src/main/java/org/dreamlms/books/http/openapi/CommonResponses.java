package org.dreamlms.books.http.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.TreeMap;
import org.dreamlms.books.http.openapi.CommonResponse.Route;
import org.dreamlms.books.http.problem.Problem;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
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
            document.getComponents().addResponse(common.component(), asProblem(response));
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
        operation.setResponses(sorted(responses));
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
                                            ? asProblem(response)
                                            : response);
                        });
        return sorted;
    }

    private static APIResponse asProblem(APIResponse response) {
        if (response.getContent() == null) {
            response.setContent(
                    OASFactory.createContent()
                            .addMediaType(
                                    Problem.MEDIA_TYPE,
                                    OASFactory.createMediaType()
                                            .schema(OASFactory.createSchema().ref(SCHEMA))));
        }
        return response;
    }
}
