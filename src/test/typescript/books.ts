// Lists of books with a search and covers; a book's films; the draft of an assignment.
import type { Activity, Book, BookPage, BookVideos } from '../../main/resources/META-INF/resources/dcs-books';

export function found(page: BookPage, text: string): Book[] {
  return page.items.filter((b) => b.title.toLowerCase().includes(text) || b.publisher_name.toLowerCase().includes(text));
}

/** From a CDN, whose folders are publishers and books. */
export function cover(book: Book, cdn: string): string {
  return `${cdn}/${book.publisher_id}/books/${book.book_name}/images/book_cover.png`;
}

export function facts(book: Book): string {
  return `${book.id.toFixed(0)} ${book.activity_count.toFixed(0)} activities`;
}

export function films(x: BookVideos): string[] {
  return x.videos.map((v) => `${v.name} ${(v.size_bytes / 1e6).toFixed(1)} MB${v.has_subtitles ? ', subtitles' : ''} ${v.path}`);
}

/** Without its config an activity can't be shown. */
export function draft(all: Required<Pick<Activity, 'id' | 'activity_type' | 'order_index' | 'config_json'>>[], chosen: Set<string>): { id: string; type: string; config: Record<string, unknown> }[] {
  return all
    .filter((a) => chosen.has(a.id))
    .sort((a, b) => a.order_index - b.order_index)
    .map((a) => ({ id: a.id, type: a.activity_type, config: a.config_json }));
}
