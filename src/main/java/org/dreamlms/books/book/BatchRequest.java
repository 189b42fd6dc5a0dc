package org.dreamlms.books.book;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.dreamlms.books.http.input.BookId;
import org.dreamlms.books.http.problem.Problem.FieldError;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of {@code POST /books/batch}.
 *
 * @param ids anything, so that each wrong one can be named; {@link #ids(BatchRequest)} reads it
 */
@RegisterForReflection
record BatchRequest(
        @Schema(
                        type = SchemaType.ARRAY,
                        implementation = Integer.class,
                        maxItems = MAX_IDS,
                        required = true,
                        examples = "[4, 5]")
                JsonNode ids) {

    static final int MAX_IDS = 100;

    /**
     * The ids in the order asked, each once.
     *
     * @throws ProblemException 422 naming what is not a book id
     */
    static Set<Integer> ids(BatchRequest request) {
        if (request == null || request.ids == null || !request.ids.isArray()) {
            throw ProblemException.unprocessable("ids", "must be a list of book ids");
        }
        if (request.ids.size() > MAX_IDS) {
            throw ProblemException.unprocessable(
                    "ids", "must hold 100 ids at most, not " + request.ids.size());
        }
        List<FieldError> errors = new ArrayList<>();
        var ids = new LinkedHashSet<Integer>();
        for (int i = 0; i < request.ids.size(); i++) {
            var id = idOf(request.ids.get(i));
            if (id.isPresent()) {
                ids.add(id.getAsInt());
            } else {
                errors.add(
                        new FieldError(
                                "ids[" + i + "]", "must be an integer from 1 to 2147483647"));
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.unprocessable(errors);
        }
        return ids;
    }

    private static OptionalInt idOf(JsonNode node) {
        return node.isIntegralNumber() || node.isTextual()
                ? BookId.tryParse(node.asText(), 0)
                : OptionalInt.empty();
    }
}
