package org.dreamlms.books.book;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Says in OpenAPI that an embedded book may be null, which annotations can't say of a reference.
 */
@OpenApiFilter
public class EmbeddedBookSchema implements OASFilter {

    private static final String FIELD = "book";
    private static final String DESCRIPTION =
            "Null when DCS has it no more (book_missing is true) or can't be asked (book_missing is"
                    + " false, and the header %s says %s)"
                            .formatted(EmbeddedBooks.DEGRADED_HEADER, EmbeddedBooks.DEGRADED);

    @Override
    public Schema filterSchema(Schema schema) {
        var properties = schema.getProperties();
        var book = properties == null ? null : properties.get(FIELD);
        if (book != null && book.getRef() != null) {
            var nothing = OASFactory.createSchema().type(List.of(SchemaType.NULL));
            var reference = OASFactory.createSchema().ref(book.getRef());
            schema.addProperty(
                    FIELD,
                    OASFactory.createSchema()
                            .anyOf(List.of(reference, nothing))
                            .description(DESCRIPTION));
        }
        return schema;
    }
}
