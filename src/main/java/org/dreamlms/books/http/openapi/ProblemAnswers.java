package org.dreamlms.books.http.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.dreamlms.books.http.problem.Problem;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says in the OpenAPI document that answers with a status of 400 or more are problems. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemAnswers implements OASFilter {

    private static final String SCHEMA = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var common = document.getComponents();
        if (common != null && common.getResponses() != null) {
            common.getResponses().values().forEach(ProblemAnswers::describe);
        }
        if (document.getPaths() == null) {
            return;
        }
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .filter(operation -> operation.getResponses() != null)
                .flatMap(
                        operation -> operation.getResponses().getAPIResponses().entrySet().stream())
                .filter(answer -> answer.getKey().matches("[45]\\d\\d"))
                .map(Map.Entry::getValue)
                .filter(answer -> answer.getRef() == null)
                .forEach(ProblemAnswers::describe);
    }

    private static void describe(APIResponse answer) {
        if (answer.getContent() == null) {
            answer.setContent(
                    OASFactory.createContent()
                            .addMediaType(
                                    Problem.MEDIA_TYPE,
                                    OASFactory.createMediaType()
                                            .schema(OASFactory.createSchema().ref(SCHEMA))));
        }
    }
}
