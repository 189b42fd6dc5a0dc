package org.dreamlms.books.page;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses of what lies on the pages of a book, as the LMS's frontend takes them apart: the path
 * in them is raw, since it is encoded there. Nothing else may send them to a browser as they are.
 */
final class PageAddresses {

    private static final Pattern MODULE_NUMBER =
            Pattern.compile("module\\s*(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final String IMAGES = "/images/";

    private final String base;
    private final Map<Integer, String> imagesByNumber = new HashMap<>();
    private final Map<String, Map<Integer, Optional<String>>> imagesByModule = new HashMap<>();

    PageAddresses(String base, BookConfig config) {
        this.base = base;
        for (var module : config.modules()) {
            var name = RowText.module(module.name());
            for (var page : module.pages()) {
                var address = page.image().map(this::imageAt);
                address.ifPresent(image -> imagesByNumber.put(page.number(), image));
                imagesByModule
                        .computeIfAbsent(name, absent -> new HashMap<>())
                        .merge(page.number(), address, (one, other) -> one.or(() -> other));
            }
        }
    }

    /** The image of a page of config.json. */
    String image(BookConfig.Page page, String module) {
        return page.image().map(this::imageAt).orElseGet(() -> usual(module, page.number()));
    }

    /**
     * The image for a page of a row. Of a page that config.json does not have it is that of another
     * module's page with this number; where there is none, the address where images usually are.
     */
    String thumbnail(String module, int page) {
        var ofModule = imagesByModule.getOrDefault(RowText.module(module), Map.of()).get(page);
        return ofModule == null
                ? imagesByNumber.getOrDefault(page, usual(module, page))
                : ofModule.orElseGet(() -> usual(module, page));
    }

    String asset(String path) {
        return base + "/assets/" + path;
    }

    String media(String path) {
        return base + "/media/" + path;
    }

    /** The subtitles that may lie beside a film; null when its name has no ending. */
    String subtitles(String film) {
        var dot = film.lastIndexOf('.');
        return dot < 0 ? null : media(film.substring(0, dot) + ".srt");
    }

    /** The address of a path that config.json has; empty when it is none or leads elsewhere. */
    Optional<String> asset(Optional<String> raw) {
        return raw.flatMap(ConfigPaths::relative).map(this::asset);
    }

    /** As {@link #asset(Optional)}, for what is played. */
    Optional<String> media(Optional<String> raw) {
        return raw.flatMap(ConfigPaths::relative).map(this::media);
    }

    /** Images lie in the folder of that name, whatever stands before it in config.json. */
    private String imageAt(String path) {
        var rooted = "/" + path;
        var at = rooted.indexOf(IMAGES);
        return asset(at < 0 ? path : "images/" + rooted.substring(at + IMAGES.length()));
    }

    private String usual(String module, int page) {
        var number = MODULE_NUMBER.matcher(module.strip());
        var folder = number.matches() ? "M" + number.group(1) : module;
        return asset("images/HB/modules/%s/pages/%02d.png".formatted(folder, page));
    }
}
