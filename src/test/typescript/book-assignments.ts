// Who may use a book: the publisher's list with its search, and quick assign.
import type { BookAssignment, BookAssignmentBulkCreate, BookAssignmentPage } from '../../main/resources/META-INF/resources/dcs-books';

export function rows(page: BookAssignmentPage, search: string): string[] {
  return page.items
    .filter((x) => x.book_title.toLowerCase().includes(search))
    .map(
      (x) =>
        `${x.id} ${x.school_name ?? 'Unknown School'} ${x.teacher_id == null ? 'whole school' : x.teacher_name ?? 'Unknown Teacher'} ${new Date(x.assigned_at).toLocaleDateString()}`,
    );
}

export function taken(all: BookAssignment[]): Map<string, string> {
  return new Map(all.flatMap((x) => (x.teacher_id == null ? [] : [[x.teacher_id, x.id] as const])));
}

export function wholeSchool(bookId: number, schoolId: string): BookAssignmentBulkCreate {
  return { book_id: bookId, school_id: schoolId, assign_to_all_teachers: true };
}
