// The wizard: what it sends for a new assignment, for a plan of several days, and for a changed one; what it says afterwards.
import type {
  Assignment,
  AssignmentBulkAnswer,
  AssignmentBulkCreate,
  AssignmentCreate,
  AssignmentForEdit,
  AssignmentMaterial,
  AssignmentUpdate,
} from '../../main/resources/META-INF/resources/dcs-books';

interface Chosen {
  bookId: number;
  name: string;
  activityIds: string[];
  classIds: string[];
  studentIds: string[];
  due: Date | null;
  minutes: number | null;
}

export function create(x: Chosen, materials: AssignmentMaterial[]): AssignmentCreate {
  return {
    book_id: x.bookId,
    name: x.name,
    activity_ids: x.activityIds,
    instructions: null,
    due_date: x.due?.toISOString() ?? null,
    time_limit_minutes: x.minutes,
    class_ids: x.classIds.length > 0 ? x.classIds : undefined,
    student_ids: x.studentIds.length > 0 ? x.studentIds : undefined,
    scheduled_publish_date: null,
    video_path: null,
    resources: { videos: [], teacher_materials: materials },
  };
}

export function created(x: Assignment): { to: string; toast: string } {
  return { to: `/teacher/assignments/${x.id}`, toast: `${x.name} was given to ${x.student_count.toFixed(0)} students` };
}

export function plan(x: Chosen, days: Date[]): AssignmentBulkCreate {
  return {
    book_id: x.bookId,
    name: x.name,
    student_ids: x.studentIds,
    date_groups: days.map((day) => ({
      scheduled_publish_date: day.toISOString(),
      due_date: null,
      time_limit_minutes: x.minutes,
      activity_ids: x.activityIds,
    })),
  };
}

export function planned(x: AssignmentBulkAnswer): string {
  return `${x.total_created.toFixed(0)} assignments: ${x.assignments.map((a) => `${a.name} (${a.activity_count})`).join(', ')}`;
}

export function edit(x: AssignmentForEdit): Chosen & { canLeaveFirstStep: boolean; films: string[]; removed: string[] } {
  return {
    bookId: x.book_id,
    name: x.assignment_name,
    activityIds: x.activities.map((a) => a.id),
    classIds: x.class_ids,
    studentIds: x.student_ids,
    due: x.due_date == null ? null : new Date(x.due_date),
    minutes: x.time_limit_minutes ?? null,
    canLeaveFirstStep: !x.time_planning_enabled || (x.date_groups?.length ?? 0) > 0,
    films: x.resources?.videos.map((v) => `${v.name} ${v.has_subtitles && v.subtitles_enabled}`) ?? [],
    removed: x.resources?.teacher_materials.filter((m) => !m.is_available).map((m) => m.name) ?? [],
  };
}

/** Everything goes back, also what has not changed. */
export function change(x: AssignmentForEdit): AssignmentUpdate {
  return {
    name: x.assignment_name,
    instructions: x.instructions ?? null,
    due_date: x.due_date ?? null,
    time_limit_minutes: x.time_limit_minutes ?? null,
    activity_ids: x.activities.map((a) => a.id),
    resources: x.resources ?? null,
  };
}
