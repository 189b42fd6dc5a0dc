package org.dreamlms.books.activity.imports;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A book of modules, pages and activities that is edited at random, as editors would. */
final class RandomBook {

    private static final List<String> TYPES = List.of("circle", "markwithx", "matchTheWords");

    private final Random random;
    private final List<Module> modules = new ArrayList<>();
    private final Map<WantedActivity, Item> items = new IdentityHashMap<>();
    private int counter;

    RandomBook(Random random) {
        this.random = random;
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            var module = new Module(random.nextInt(5) == 0 ? "Unit" : "M" + counter++);
            for (int page = 0; page < 1 + random.nextInt(4); page++) {
                module.pages.add(new Page());
                for (int n = random.nextInt(5); n > 0; n--) {
                    module.pages.get(page).items.add(newItem());
                }
            }
            modules.add(module);
        }
    }

    /** An activity, whatever becomes of it; null in its place is a decoration. */
    static final class Item {
        String type;
        String title;
        String dreamId;
        String content;
    }

    private static final class Page {
        final List<Item> items = new ArrayList<>();
    }

    private static final class Module {
        String name;
        final List<Page> pages = new ArrayList<>();

        Module(String name) {
            this.name = name;
        }
    }

    private Item newItem() {
        var item = new Item();
        item.type = TYPES.get(random.nextInt(TYPES.size()));
        item.title = random.nextInt(3) == 0 ? "Title of many" : "Title " + counter++;
        // Unique in the book, counting within pages, or none.
        item.dreamId =
                switch (random.nextInt(3)) {
                    case 0 -> "id-" + counter++;
                    case 1 -> String.valueOf(random.nextInt(3));
                    default -> null;
                };
        item.content = newContent();
        return item;
    }

    private String newContent() {
        return random.nextInt(8) == 0 ? "template" : "content " + counter++;
    }

    /** What an import makes of the book; and which activity each row is. */
    Map<StoredActivity, Item> rows() {
        var rows = new LinkedHashMap<StoredActivity, Item>();
        for (var wanted : wanted()) {
            rows.put(
                    new StoredActivity(
                            UUID.randomUUID(),
                            wanted.place(),
                            wanted.orderIndex(),
                            wanted.title(),
                            wanted.dreamId(),
                            wanted.content()),
                    item(wanted));
        }
        return rows;
    }

    /** What config.json says now. */
    List<WantedActivity> wanted() {
        var all = new ArrayList<WantedActivity>();
        for (int m = 0; m < modules.size(); m++) {
            var module = modules.get(m);
            for (int p = 0; p < module.pages.size(); p++) {
                var page = module.pages.get(p).items;
                for (int s = 0; s < page.size(); s++) {
                    if (page.get(s) != null) {
                        all.add(wanted(page.get(s), m, module.name, p + 1, s));
                    }
                }
            }
        }
        return all;
    }

    private WantedActivity wanted(Item item, int m, String module, int page, int section) {
        var wanted =
                new WantedActivity(
                        new ActivityPlace(module, page, section, item.type),
                        m * 1000 + page * 10 + section,
                        item.title,
                        item.dreamId,
                        item.content,
                        "{}");
        items.put(wanted, item);
        return wanted;
    }

    /** Which activity that is. */
    Item item(WantedActivity wanted) {
        return items.get(wanted);
    }

    String key(MatchedActivity one) {
        return one.place().type() + "/" + one.content();
    }

    void edit(int times) {
        for (int i = 0; i < times; i++) {
            edit();
        }
    }

    private void edit() {
        var module = modules.get(random.nextInt(modules.size()));
        var page = module.pages.get(random.nextInt(module.pages.size())).items;
        var at = page.isEmpty() ? 0 : random.nextInt(page.size());
        switch (random.nextInt(10)) {
            case 0 -> page.add(at, newItem());
            case 1 -> page.add(at, null);
            case 2 -> modules.add(random.nextInt(modules.size() + 1), copy());
            case 3 -> module.pages.add(random.nextInt(module.pages.size() + 1), new Page());
            case 4 -> module.name = "Renamed " + counter++;
            default -> editItem(page, at);
        }
    }

    /** A new module with a new activity in it. */
    private Module copy() {
        var module = new Module("M" + counter++);
        module.pages.add(new Page());
        module.pages.get(0).items.add(newItem());
        return module;
    }

    private void editItem(List<Item> page, int at) {
        if (page.isEmpty() || page.get(at) == null) {
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> page.remove(at);
            case 4 -> copyTo(anyPage(), page.get(at));
            case 1 -> page.get(at).title = "Renamed " + counter++;
            case 2 -> page.get(at).content = newContent();
            case 3 -> page.add(random.nextInt(page.size()), page.remove(at));
            default -> {
                var item = page.remove(at);
                var other = anyPage();
                other.add(random.nextInt(other.size() + 1), item);
            }
        }
    }

    private List<Item> anyPage() {
        var module = modules.get(random.nextInt(modules.size()));
        return module.pages.get(random.nextInt(module.pages.size())).items;
    }

    /** Of an original that often changes then. */
    private void copyTo(List<Item> page, Item original) {
        var copy = new Item();
        copy.type = original.type;
        copy.title = original.title;
        copy.dreamId = original.dreamId;
        copy.content = original.content;
        page.add(random.nextInt(page.size() + 1), copy);
        if (random.nextBoolean()) {
            original.content = newContent();
        }
    }
}
