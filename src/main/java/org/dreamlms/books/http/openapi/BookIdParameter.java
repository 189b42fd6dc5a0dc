package org.dreamlms.books.http.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Says in the OpenAPI document what {@code id} is in all routes of a book. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class BookIdParameter implements OASFilter {

    private static final String OF_BOOKS = "/books/{id}";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        document.getPaths()
                .getPathItems()
                .forEach(
                        (path, item) -> {
                            if (path.startsWith(OF_BOOKS)) {
                                item.getOperations().values().stream()
                                        .filter(operation -> operation.getParameters() != null)
                                        .flatMap(operation -> operation.getParameters().stream())
                                        .filter(parameter -> "id".equals(parameter.getName()))
                                        .forEach(BookIdParameter::describe);
                            }
                        });
    }

    private static void describe(Parameter parameter) {
        parameter
                .example(4)
                .schema(
                        OASFactory.createSchema()
                                .type(List.of(SchemaType.INTEGER))
                                .minimum(BigDecimal.ONE)
                                .maximum(BigDecimal.valueOf(Integer.MAX_VALUE)));
    }
}
