package org.dreamlms.books.assignment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.dreamlms.books.activity.Activities;
import org.dreamlms.books.http.answer.ListMemory;
import org.dreamlms.books.page.ConfigObject;

/** What the activities of an assignment are made of. Blocks: for worker threads only. */
@ApplicationScoped
class ActivityConfigs {

    private static final String NOTHING = "{}";

    private final Assignments assignments;
    private final PageSize sizes;
    private final Activities activities;
    private final AssignmentDetails details;
    private final TeacherMaterials materials;
    private final ListMemory memory;

    ActivityConfigs(
            Assignments assignments,
            PageSize sizes,
            Activities activities,
            AssignmentDetails details,
            TeacherMaterials materials,
            ListMemory memory) {
        this.assignments = assignments;
        this.sizes = sizes;
        this.memory = memory;
        this.activities = activities;
        this.details = details;
        this.materials = materials;
    }

    /**
     * Makes an answer of an assignment with all that is needed to try it out, when there is memory
     * for that.
     *
     * @param assignment without its resources, which are read when there is memory
     * @param answer makes it, as bytes
     */
    <T> T during(AssignmentWithActivities assignment, Function<AssignmentWithConfigs, T> answer) {
        long bytes =
                assignment.aiType().isPresent()
                        ? details.contentBytes(assignment.row().id)
                        : activities.configBytes(ids(assignment));
        return memory.during(
                sizes.of(assignment.row().id) + bytes, () -> answer.apply(of(assignment)));
    }

    private static List<UUID> ids(AssignmentWithActivities assignment) {
        return assignment.activities().stream().map(ActivityInAssignment::id).toList();
    }

    @Transactional
    AssignmentWithConfigs of(AssignmentWithActivities assignment) {
        var row = assignment.row();
        assignments.readResources(row);
        return new AssignmentWithConfigs(
                assignment,
                assignment
                        .aiType()
                        .map(type -> List.of(ofContent(assignment, type)))
                        .orElseGet(() -> ofActivities(assignment)),
                materials.view(row.teacherId, row.resources));
    }

    private List<AssignmentPreview.Item> ofActivities(AssignmentWithActivities assignment) {
        var configs = activities.configs(ids(assignment));
        return assignment.activities().stream()
                .map(
                        a ->
                                new AssignmentPreview.Item(
                                        a.id(),
                                        a.title(),
                                        a.activityType(),
                                        ConfigObject.of(configs.get(a.id())),
                                        a.orderIndex()))
                .toList();
    }

    /** AI content is one activity, whose id is the assignment's own. */
    private AssignmentPreview.Item ofContent(AssignmentWithActivities assignment, String type) {
        var row = assignment.row();
        var config =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", type)
                        .putRawValue(
                                "content", new RawValue(details.content(row.id).orElse(NOTHING)));
        return new AssignmentPreview.Item(row.id, row.name, type, config.toString(), 0);
    }
}
