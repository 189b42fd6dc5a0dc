package org.dreamlms.books.assignment;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.http.problem.Problem.FieldError;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.page.ConfigObject;
import org.hibernate.Session;

/**
 * The materials of teachers, in a table of the LMS that may be missing. Someone who could name
 * another teacher's material in an assignment would be shown that file: each is looked up together
 * with its teacher. Blocks: for worker threads only.
 */
@ApplicationScoped
class TeacherMaterials {

    /** How many bytes the texts of the materials in one answer may have, together. */
    private static final int MAX_TEXT_BYTES = 1024 * 1024;

    private final Session database;
    private final ObjectMapper json;

    TeacherMaterials(Session database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * A material as it is now.
     *
     * @param stored whether there is a file to download
     */
    record Row(
            UUID id,
            String name,
            String type,
            Long fileSize,
            String mimeType,
            String url,
            String textContent,
            boolean stored) {

        static Row of(Object[] row) {
            var size = (Number) row[3];
            return new Row(
                    (UUID) row[0],
                    (String) row[1],
                    (String) row[2],
                    size == null ? null : size.longValue(),
                    (String) row[4],
                    (String) row[5],
                    (String) row[6],
                    (Boolean) row[7]);
        }
    }

    /**
     * What is stored of the resources that a client sends, as JSON; null for none.
     *
     * @param sent null for none
     * @param before what the row holds, null for none; a material of it may stay as it is stored
     *     there, even one that was deleted since or is not the teacher's
     * @throws ProblemException 422 naming each other material that is not one of this teacher; 422
     *     when they are too many, or those before were
     */
    @Transactional
    String toStore(UUID teacher, Resources sent, String before) {
        if (sent == null) {
            return null;
        }
        if (ConfigObject.TRUNCATED.equals(before)) {
            // A form sends back what it got, and got none of them.
            throw ProblemException.unprocessable(
                    AssignmentFields.RESOURCES,
                    "can't be changed, only cleared: those that are stored are more than 512 KB");
        }
        var ids = sent.materials().stream().map(Resources.Material::id).toList();
        var own = of(teacher, ids);
        var known = stored(before);
        var kept = new ArrayList<Resources.Material>();
        var errors = new ArrayList<FieldError>();
        for (int i = 0; i < ids.size(); i++) {
            var row = own.get(ids.get(i));
            var old = known.get(ids.get(i));
            if (row != null) {
                kept.add(new Resources.Material(row.id(), row.name(), row.type()));
            } else if (old != null) {
                kept.add(old);
            } else {
                errors.add(new FieldError(Resources.field(i), "not found"));
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.unprocessable(errors);
        }
        var stored = sent.with(kept).json();
        if (stored.getBytes(StandardCharsets.UTF_8).length > Resources.MAX_BYTES) {
            throw ProblemException.unprocessable(
                    AssignmentFields.RESOURCES, "are more than 512 KB");
        }
        return stored;
    }

    /** What a row holds, with its materials as they are now; null for none. */
    @Transactional
    ResourcesView view(UUID teacher, String stored) {
        var resources = Resources.stored(stored, json);
        return resources == null
                ? null
                : ResourcesView.of(
                        resources,
                        of(
                                teacher,
                                resources.materials().stream()
                                        .map(Resources.Material::id)
                                        .toList()));
    }

    /** The materials that a row holds. */
    private Map<UUID, Resources.Material> stored(String before) {
        var resources = Resources.stored(before, json);
        var byId = new HashMap<UUID, Resources.Material>();
        if (resources != null) {
            resources.materials().forEach(material -> byId.put(material.id(), material));
        }
        return byId;
    }

    private Map<UUID, Row> of(UUID teacher, Collection<UUID> ids) {
        var rows = new HashMap<UUID, Row>();
        if (ids.isEmpty() || !tableExists()) {
            return rows;
        }
        database.createNativeQuery(
                        """
                        SELECT
                            id,
                            name,
                            cast(type AS text) AS type,
                            file_size,
                            mime_type,
                            url,
                            CASE WHEN sum(octet_length(text_content)) OVER (ORDER BY id) <= %d
                                THEN text_content END,
                            storage_path IS NOT NULL AS stored
                        FROM teacher_materials
                        WHERE teacher_id = :teacher AND id IN (:ids)
                        """
                                .formatted(MAX_TEXT_BYTES),
                        Object[].class)
                .setParameter("teacher", teacher)
                .setParameterList("ids", ids)
                .getResultList()
                .forEach(row -> rows.put((UUID) row[0], Row.of(row)));
        return rows;
    }

    private boolean tableExists() {
        return database.createNativeQuery(
                        "SELECT to_regclass('teacher_materials') IS NOT NULL", Boolean.class)
                .getSingleResult();
    }
}
