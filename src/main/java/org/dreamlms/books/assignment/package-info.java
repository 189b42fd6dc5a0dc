/**
 * Assignments that teachers give to students: routes {@code /assignments}.
 *
 * <p>Begin reading at {@link org.dreamlms.books.assignment.AssignmentResource}.
 */
package org.dreamlms.books.assignment;
