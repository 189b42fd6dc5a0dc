package org.dreamlms.books.access;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.dreamlms.books.http.openapi.ApiDocument;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Says in the OpenAPI document what is true of every route that asks for a token. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class AccessDocument implements OASFilter {

    private static final String SIGNED = "/webhooks/";
    private static final String OPEN = "/logo";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null || document.getComponents() == null) {
            return;
        }
        document.getComponents().addSecurityScheme(ApiDocument.BEARER, bearer());
        document.getPaths()
                .getPathItems()
                .forEach(
                        (path, item) ->
                                item.getOperations()
                                        .values()
                                        .forEach(
                                                operation -> {
                                                    if (path.startsWith(SIGNED)) {
                                                        operation.setSecurity(List.of());
                                                    } else {
                                                        answers(operation, path.endsWith(OPEN));
                                                    }
                                                }));
    }

    private static SecurityScheme bearer() {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT")
                .description(
                        "A token of the LMS (HS256), or of an issuer that is configured (RS256,"
                                + " ES256)");
    }

    /** Nobody needs a token for what is open, unless operators say otherwise. */
    private static void answers(Operation operation, boolean open) {
        var token = OASFactory.createSecurityRequirement().addScheme(ApiDocument.BEARER);
        operation.setSecurity(
                open ? List.of(token, OASFactory.createSecurityRequirement()) : List.of(token));
    }
}
