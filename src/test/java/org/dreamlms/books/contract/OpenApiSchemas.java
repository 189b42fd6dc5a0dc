package org.dreamlms.books.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;

/** Schemas of an OpenAPI document: since OpenAPI 3.1, they are JSON Schema. */
final class OpenApiSchemas {

    private static final String COMPONENTS = "components";

    /** What references lead to is no keyword of JSON Schema. */
    private static final JsonMetaSchema META =
            JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                    .keyword(new NonValidationKeyword(COMPONENTS))
                    .build();

    private static final JsonSchemaFactory FACTORY =
            JsonSchemaFactory.getInstance(VersionFlag.V202012, factory -> factory.metaSchema(META));
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private OpenApiSchemas() {}

    /** One of a document's schemas, whose references lead into the document's components. */
    static JsonSchema of(JsonNode schema, JsonNode document) {
        ObjectNode whole = schema.deepCopy();
        whole.set(COMPONENTS, document.path(COMPONENTS));
        return FACTORY.getSchema(whole, CONFIG);
    }
}
