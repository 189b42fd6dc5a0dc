package org.dreamlms.books.assignment;

import java.util.List;

/**
 * An assignment with all that is needed to try it out.
 *
 * @param resources null when it has none
 */
record AssignmentWithConfigs(
        AssignmentWithActivities assignment,
        List<AssignmentPreview.Item> activities,
        ResourcesView resources) {}
