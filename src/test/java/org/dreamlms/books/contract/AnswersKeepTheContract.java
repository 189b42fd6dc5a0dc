package org.dreamlms.books.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.arc.Arc;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.smallrye.openapi.runtime.io.Format;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.dreamlms.books.Settings;

/**
 * Every answer that a test gets of the service is one that the OpenAPI document promises: its
 * status, its headers, and its JSON, which has no field that the document does not have.
 */
public final class AnswersKeepTheContract implements Filter {

    private static AnswerContract contract;

    private static synchronized AnswerContract contract() {
        if (contract == null) {
            var documents = Arc.container().instance(OpenApiDocumentService.class).get();
            var json = documents.getDocument(OpenApiFilter.DEFAULT_DOCUMENT_NAME, Format.JSON);
            var prefix = Arc.container().instance(Settings.class).get().publicPath().orElse("");
            try {
                contract = new AnswerContract(new String(json, StandardCharsets.UTF_8), prefix);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
        return contract;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request,
            FilterableResponseSpecification expected,
            FilterContext chain) {
        var response = chain.next(request, expected);
        if (Arc.container() != null) {
            var path = URI.create(request.getURI()).getRawPath();
            contract().check(request.getMethod(), path, response);
        }
        return response;
    }
}
