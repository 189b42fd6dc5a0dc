package org.dreamlms.books.db;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.query.CommonQueryContract;

/** The conditions of a query that are asked for; what was not sent is no condition. */
public final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    /**
     * Adds a condition unless the value is null.
     *
     * @param condition HQL that holds {@code :name}
     */
    public Conditions and(String condition, String name, Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
        return this;
    }

    /** Gives a value to another {@code :name} in the conditions so far. */
    public Conditions with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** The where clause with a space before it; empty when there is no condition. */
    public String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    /** Gives the values to a query that holds the {@link #where} clause. */
    public <Q extends CommonQueryContract> Q bind(Q query) {
        values.forEach(
                (name, value) -> {
                    if (value instanceof Collection<?> several) {
                        query.setParameterList(name, several);
                    } else {
                        query.setParameter(name, value);
                    }
                });
        return query;
    }
}
