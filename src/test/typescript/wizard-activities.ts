// The wizard's three ways to choose activities: by module, by page, and one by one on the pages' images.
import type { ActivityDetail, BookPagesInDetail, BookStructure, ModuleStructure } from '../../main/resources/META-INF/resources/dcs-books';

const WITH_PLAYER = ['dragdroppicture', 'dragdroppicturegroup', 'matchTheWords', 'circle', 'markwithx', 'puzzleFindWords'];

export function moduleRow(x: ModuleStructure, chosen: Set<string>): string {
  const count = x.activity_ids.filter((id) => chosen.has(id)).length;
  return `${x.name}: pages ${x.page_start}-${x.page_end}, ${Math.round((count / x.activity_count) * 100)} %`;
}

export function byPage(x: BookStructure): { key: string; image: string; all: string[]; badge: string }[] {
  return x.modules.flatMap((module) =>
    module.pages.map((page) => ({
      key: `${module.name}-${page.page_number}`,
      image: page.thumbnail_url,
      all: page.activity_ids,
      badge: page.activity_count.toFixed(0),
    })),
  );
}

export function jump(x: BookPagesInDetail, module: number): string {
  const page = x.pages[x.modules[module]?.first_page_index ?? 0];
  return page?.image_url ?? '';
}

export function moduleOf(x: BookPagesInDetail, index: number): string | undefined {
  return x.modules.find((m) => index >= m.first_page_index && index < m.first_page_index + m.page_count)?.name;
}

/** Centred on the place; in parts of the image, whose size is known when it is there. */
export function markers(activities: ActivityDetail[], width: number, height: number): { id: string; left: number; top: number; tip: string }[] {
  return activities
    .filter((a) => WITH_PLAYER.includes(a.activity_type))
    .flatMap((a) =>
      a.coords == null
        ? []
        : [{ id: a.id, left: a.coords.x / width, top: a.coords.y / height, tip: a.title ?? `Activity ${a.section_index + 1}` }],
    );
}
