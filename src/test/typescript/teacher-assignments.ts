// The teacher's list of assignments: rows with a bar, a badge and a link to what waits for a review; the dialog to delete one.
import type { Assignment, AssignmentPage } from '../../main/resources/META-INF/resources/dcs-books';

const WRITTEN = ['writing_free_response', 'speaking_open_response'];

export function row(x: Assignment, now: Date): string {
  const percent = x.total_students > 0 ? Math.round((x.completed / x.total_students) * 100) : 0;
  const due = x.due_date != null && new Date(x.due_date) < now ? 'past due' : x.status.toUpperCase();
  const reviews = WRITTEN.includes(x.activity_type) && x.pending_reviews_count > 0 ? `${x.pending_reviews_count} awaiting review` : '';
  return [x.id, x.name, due, `${x.completed}/${x.total_students}`, `${percent}%`, reviews].join(' ');
}

export function shown(page: AssignmentPage, search: string, status: string): Assignment[] {
  return page.items.filter(
    (x) =>
      (x.name.toLowerCase().includes(search) || x.book_title.toLowerCase().includes(search)) && (status === 'all' || x.status === status),
  );
}

export function pages(page: AssignmentPage): { count: number; current: number } {
  return { count: Math.ceil(page.total / page.limit), current: Math.floor(page.offset / page.limit) };
}

export function askToDelete(x: Assignment): string {
  return `${x.name} was given to ${x.total_students.toFixed(0)} students, ${x.not_started + x.in_progress} of whom are not done`;
}
