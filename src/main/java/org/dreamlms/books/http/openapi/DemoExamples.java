package org.dreamlms.books.http.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dreamlms.books.http.openapi.CommonResponse.Route;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Examples of requests that work as they stand on the data of dev mode: rows of it, books of its
 * stand-in for DCS, and dates that are long in the future.
 */
final class DemoExamples {

    private static final String JSON = "application/json";

    private static final String ADMIN = row(1);
    private static final String SCHOOL = row(10);
    private static final String TEACHER = row(20);
    private static final String CLASS = row(70);
    private static final List<String> ACTIVITIES = List.of(row(1001), row(1002));

    /** Of a book that no other example needs. */
    private static final String BOOK_ASSIGNMENT = row(41);

    private static final String DRAFT = row(551);
    private static final String PUBLISHED = row(553);

    /** The ids in paths; the longest beginning of a path counts. */
    private static final Map<String, Object> IDS =
            Map.of(
                    "/activities",
                    ACTIVITIES.get(0),
                    "/assignments",
                    PUBLISHED,
                    "/assignments/activities",
                    ACTIVITIES.get(0),
                    "/book-assignments",
                    BOOK_ASSIGNMENT,
                    "/book-assignments/book",
                    4,
                    "/books",
                    4,
                    "/publishers",
                    1,
                    "/teachers",
                    TEACHER);

    /** Signed with the secret of dev mode, as it is laid out by Swagger UI. */
    private static final String SIGNATURE =
            "sha256=cc42db2285cc18b4c8e735557c61508b3eb4011f5b4357913fe8454964faa56a";

    private static final Map<String, Map<String, Object>> BODIES =
            Map.of(
                    "createAssignment",
                    ordered(
                            "teacher_id",
                            TEACHER,
                            "book_id",
                            4,
                            "name",
                            "Two to begin with",
                            "activity_ids",
                            ACTIVITIES,
                            "class_ids",
                            List.of(CLASS),
                            "due_date",
                            "2036-03-06T21:00:00Z",
                            "time_limit_minutes",
                            25),
                    "createAssignments",
                    ordered(
                            "teacher_id",
                            TEACHER,
                            "book_id",
                            4,
                            "name",
                            "Week plan",
                            "class_ids",
                            List.of(CLASS),
                            "date_groups",
                            List.of(
                                    ordered(
                                            "scheduled_publish_date",
                                            "2036-03-04T06:00:00Z",
                                            "due_date",
                                            "2036-03-06T21:00:00Z",
                                            "activity_ids",
                                            ACTIVITIES))),
                    "updateAssignment",
                    ordered("name", "Marks, once more", "due_date", "2036-03-06T21:00:00Z"),
                    "createBookAssignment",
                    ordered("book_id", 1, "school_id", SCHOOL, "assigned_by", ADMIN),
                    "createBookAssignments",
                    ordered(
                            "book_id",
                            2,
                            "school_id",
                            SCHOOL,
                            "assign_to_all_teachers",
                            true,
                            "assigned_by",
                            ADMIN),
                    "batchBooks",
                    ordered("ids", List.of(4, 5)),
                    "createLinks",
                    ordered("paths", List.of("cover", "media/audio/song 1.mp3"), "expires_in", 300),
                    "receiveEvent",
                    ordered(
                            "event",
                            "book.updated",
                            "timestamp",
                            "2025-01-15T10:00:00Z",
                            "data",
                            ordered("id", 4)));

    private DemoExamples() {}

    static void addTo(Route route) {
        var operation = route.operation();
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> addTo(route, parameter));
        }
        Optional.ofNullable(operation.getRequestBody())
                .map(body -> body.getContent().getMediaType(JSON))
                .ifPresent(
                        media -> {
                            media.setExample(BODIES.get(operation.getOperationId()));
                            if (media.getSchema().getRef() == null) {
                                media.setSchema(
                                        OASFactory.createSchema().type(List.of(SchemaType.OBJECT)));
                            }
                        });
    }

    private static void addTo(Route route, Parameter parameter) {
        switch (parameter.getName()) {
            case "id", "book_id" -> {
                if (parameter.getIn() == Parameter.In.PATH) {
                    parameter.setExample(id(route));
                }
            }
            case "path" -> {
                if (parameter.getIn() == Parameter.In.QUERY) {
                    parameter.setExample("config.json");
                }
            }
            case "X-Webhook-Signature" -> parameter.setExample(SIGNATURE);
            default -> {
                // The route itself has an example, or can do without.
            }
        }
    }

    /** What is deleted is not what others show. */
    private static Object id(Route route) {
        if (route.method() == HttpMethod.DELETE && route.path().equals("/assignments/{id}")) {
            return DRAFT;
        }
        return new TreeMap<>(IDS)
                .descendingMap().entrySet().stream()
                        .filter(prefix -> route.path().startsWith(prefix.getKey() + "/"))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow();
    }

    private static String row(int number) {
        return "00000000-0000-4000-8000-%012d".formatted(number);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
