package org.dreamlms.books.http.openapi;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Completes the schemas. What responses have is always there, null where there is nothing, but for
 * the few fields that are listed here; objects of any shape say so; a type beside a reference says
 * what the reference says, and confuses generators.
 */
final class ResponseSchemas {

    private static final String REF = "#/components/schemas/";

    /** Fields that are left out of some responses. */
    private static final Map<String, Set<String>> SOMETIMES =
            Map.of(
                    "Activity",
                    Set.of("config_json", "book", "book_missing"),
                    "Assignment",
                    Set.of("resources"),
                    "AssignmentPreview",
                    Set.of("is_preview", "class_ids", "student_ids", "time_planning_enabled"),
                    "Book",
                    Set.of("publisher_id"),
                    "BookAssignment",
                    Set.of("created"),
                    "EventReceipt",
                    Set.of("event_id"),
                    "Problem",
                    Set.of("errors", "retry_after"));

    private final OpenAPI document;
    private final Map<String, Schema> schemas;
    private final Set<String> sent = new HashSet<>();

    private ResponseSchemas(OpenAPI document) {
        this.document = document;
        this.schemas = Objects.requireNonNullElse(document.getComponents().getSchemas(), Map.of());
    }

    static void complete(OpenAPI document) {
        new ResponseSchemas(document).complete();
    }

    private void complete() {
        contents().forEach(content -> content.getMediaTypes().values().forEach(this::send));
        sent.forEach(name -> requireAll(name, schemas.get(name)));
        schemas.values().forEach(this::tidy);
        contents()
                .flatMap(content -> content.getMediaTypes().values().stream())
                .map(MediaType::getSchema)
                .filter(Objects::nonNull)
                .forEach(this::tidy);
    }

    private Stream<Content> contents() {
        var common =
                Stream.ofNullable(document.getComponents())
                        .map(Components::getResponses)
                        .filter(Objects::nonNull)
                        .flatMap(responses -> responses.values().stream());
        var own =
                document.getPaths().getPathItems().values().stream()
                        .flatMap(item -> item.getOperations().values().stream())
                        .flatMap(
                                operation ->
                                        operation
                                                .getResponses()
                                                .getAPIResponses()
                                                .values()
                                                .stream());
        return Stream.concat(common, own)
                .map(APIResponse::getContent)
                .filter(content -> content != null && content.getMediaTypes() != null);
    }

    private void send(MediaType media) {
        if (media.getSchema() != null) {
            send(media.getSchema());
        }
    }

    private void send(Schema schema) {
        var ref = schema.getRef();
        if (ref != null && ref.startsWith(REF) && sent.add(ref.substring(REF.length()))) {
            var named = schemas.get(ref.substring(REF.length()));
            if (named != null) {
                send(named);
            }
        }
        parts(schema).forEach(this::send);
    }

    private static Stream<Schema> parts(Schema schema) {
        return Stream.of(
                        values(schema.getProperties()),
                        stream(schema.getAnyOf()),
                        stream(schema.getAllOf()),
                        Stream.ofNullable(schema.getItems()),
                        Stream.ofNullable(schema.getAdditionalPropertiesSchema()))
                .flatMap(each -> each);
    }

    private static Stream<Schema> values(Map<String, Schema> properties) {
        return properties == null ? Stream.empty() : properties.values().stream();
    }

    private static Stream<Schema> stream(Collection<Schema> several) {
        return several == null ? Stream.empty() : several.stream();
    }

    private static void requireAll(String name, Schema schema) {
        if (schema != null && schema.getProperties() != null) {
            var required = new TreeSet<>(schema.getProperties().keySet());
            required.removeAll(SOMETIMES.getOrDefault(name, Set.of()));
            schema.setRequired(List.copyOf(required));
        }
    }

    private void tidy(Schema schema) {
        if (schema.getRef() != null || schema.getAnyOf() != null) {
            schema.setType(null);
        }
        if (schema.getType() != null
                && schema.getType().contains(SchemaType.OBJECT)
                && schema.getProperties() == null
                && schema.getAllOf() == null
                && schema.getAdditionalPropertiesSchema() == null) {
            schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(true));
        }
        parts(schema).forEach(this::tidy);
    }
}
