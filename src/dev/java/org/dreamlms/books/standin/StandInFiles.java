package org.dreamlms.books.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The object storage of the stand-in: files under keys such as {@code Universal
 * ELT/BRAINS/config.json}. Thread-safe; changes show at once and move no {@code updated_at}.
 */
public final class StandInFiles {

    private final ConcurrentSkipListMap<String, StandInFile> files = new ConcurrentSkipListMap<>();

    StandInFiles() {}

    /** The file at this key. */
    public Optional<StandInFile> get(String key) {
        return Optional.ofNullable(files.get(key));
    }

    /** Puts a file at this key, in place of what was there. */
    public void put(String key, StandInFile file) {
        files.put(key, file);
    }

    /** Takes the file at this key away. */
    public void remove(String key) {
        files.remove(key);
    }

    /** The files of a folder, by path relative to it; a copy. */
    public SortedMap<String, StandInFile> folder(String folder) {
        var prefix = folder + "/";
        var found = new TreeMap<String, StandInFile>();
        files.subMap(prefix, prefix + Character.MAX_VALUE)
                .forEach((key, file) -> found.put(key.substring(prefix.length()), file));
        return found;
    }

    /** Replaces everything in a folder. */
    public void replaceFolder(String folder, Map<String, StandInFile> content) {
        var prefix = folder + "/";
        files.subMap(prefix, prefix + Character.MAX_VALUE).clear();
        content.forEach((path, file) -> files.put(prefix + path, file));
    }

    JsonObject tree(String folder) {
        var root = folderNode(folder + "/");
        var nodes = new TreeMap<String, JsonObject>();
        nodes.put(folder + "/", root);
        folder(folder)
                .forEach(
                        (path, file) -> {
                            var key = folder + "/" + path;
                            var parent = parent(nodes, key, folder.length() + 1);
                            children(parent)
                                    .add(
                                            new JsonObject()
                                                    .put("path", key)
                                                    .put("type", "file")
                                                    .put("size", file.size())
                                                    .put("children", new JsonArray()));
                        });
        return root;
    }

    private static JsonObject parent(Map<String, JsonObject> nodes, String key, int rootLength) {
        var parent = nodes.get(key.substring(0, rootLength));
        for (int slash = key.indexOf('/', rootLength);
                slash >= 0;
                slash = key.indexOf('/', slash + 1)) {
            var path = key.substring(0, slash + 1);
            var node = nodes.get(path);
            if (node == null) {
                node = folderNode(path);
                nodes.put(path, node);
                children(parent).add(node);
            }
            parent = node;
        }
        return parent;
    }

    private static JsonObject folderNode(String path) {
        return new JsonObject()
                .put("path", path)
                .put("type", "folder")
                .put("children", new JsonArray());
    }

    private static JsonArray children(JsonObject node) {
        return node.getJsonArray("children");
    }
}
