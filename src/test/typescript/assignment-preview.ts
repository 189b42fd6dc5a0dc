// The preview of an assignment: a player for each activity, made of its whole config.
import type { ActivityPreview, AssignmentPreview } from '../../main/resources/META-INF/resources/dcs-books';

interface Player {
  key: string;
  heading: string;
  type: string;
  config: Record<string, unknown>;
}

export function players(x: AssignmentPreview): Player[] {
  return [...x.activities]
    .sort((a, b) => a.order_index - b.order_index)
    .map((a) => ({ key: a.id, heading: a.title ?? a.activity_type, type: a.activity_type, config: a.config_json }));
}

export function header(x: AssignmentPreview): string {
  const limit = x.time_limit_minutes == null ? '' : ` ${x.time_limit_minutes * 60} s`;
  return `${x.assignment_name} ${x.book_title.trim()} ${x.publisher_name.trim()} ${x.total_activities}${limit}`;
}

/** Files are asked for by the book's folder. */
export function file(x: AssignmentPreview, cdn: string, path: string): string {
  return `${cdn}/${x.book_name}/${path.replace(/^\.\//, '')}`;
}

export function single(x: ActivityPreview): Player {
  return { key: x.activity_id, heading: x.activity_title ?? x.activity_type, type: x.activity_type, config: x.config_json };
}
