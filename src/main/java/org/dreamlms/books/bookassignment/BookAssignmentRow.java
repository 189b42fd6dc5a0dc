package org.dreamlms.books.bookassignment;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a query reads of a book assignment.
 *
 * @param schoolName null when it names no school
 * @param teacherName null when it names no teacher
 * @param assignedByName null when the user is gone
 */
@RegisterForReflection
public record BookAssignmentRow(
        BookAssignment row, String schoolName, String teacherName, String assignedByName) {}
