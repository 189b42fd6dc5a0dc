// The viewer: a book to turn the pages of, with players, sound, films and answers to fill in.
import type { BookPagesInDetail, PageDetail } from '../../main/resources/META-INF/resources/dcs-books';

interface Box {
  id: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

export function boxes(page: PageDetail): Box[] {
  const placed = [...page.audio, ...page.video, ...page.fill_answers];
  const games = page.activities.map((a) => ({
    id: a.id,
    x: a.coords?.x ?? 0,
    y: a.coords?.y ?? 0,
    width: a.coords?.w ?? 100,
    height: a.coords?.h ?? 100,
  }));
  return [...placed, ...games].map((x) => ({ id: x.id, left: x.x, top: x.y, width: x.width, height: x.height }));
}

export function sources(page: PageDetail): string[] {
  return [
    page.image_url,
    ...page.audio.map((a) => a.src),
    ...page.video.flatMap((v) => [v.src, v.poster ?? '', v.subtitle_src ?? v.src.replace(/\.\w+$/, '.srt')]),
  ];
}

export function answers(page: PageDetail): string {
  return page.fill_answers.map((a) => a.text.trim()).join(' ');
}

/** What a player is made of is in the activity's own config, whatever its type. */
export function image(page: PageDetail): unknown[] {
  return page.activities.map((a) => a.config['section_image_url'] ?? a.config['section_path']);
}

export function count(book: BookPagesInDetail): string {
  return `${book.pages.length} of ${book.total_pages.toFixed(0)} pages, ${book.total_activities.toFixed(0)} activities`;
}
