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

    @Override
    public Schema filterSchema(Schema schema) {
        var properties = schema.getProperties();
        var book = properties == null ? null : properties.get(FIELD);
        if (book != null && book.getRef() != null) {
            var nothing = OASFactory.createSchema().type(List.of(SchemaType.NULL));
            var reference = OASFactory.createSchema().ref(book.getRef());
            schema.addProperty(FIELD, OASFactory.createSchema().anyOf(List.of(reference, nothing)));
        }
        return schema;
    }
}
