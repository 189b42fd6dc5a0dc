package org.dreamlms.books.standin;

import java.nio.charset.StandardCharsets;

/** Files config.json that are JSON, and far larger in memory than in storage. */
public final class OddConfigs {

    private static final String BEFORE = "{\"books\":[{\"modules\":[{\"name\":\"M1\",\"pages\":[";
    private static final String AFTER = "]}]}]}";

    private OddConfigs() {}

    /** With one page that has so many activities; 600,000 are 28 MB. */
    public static byte[] withActivities(int count) {
        return json(
                "{\"page_number\":1,\"sections\":[",
                "{\"activity\":{\"type\":\"circle\",\"headerText\":\"A\"}}",
                count,
                "]}");
    }

    /** With so many pages; 900,000 are 31 MB. */
    public static byte[] withPages(int count) {
        return json("", "{\"page_number\":1,\"image_path\":\"a\"}", count, "");
    }

    private static byte[] json(String before, String part, int count, String after) {
        var json = new StringBuilder(BEFORE.length() + (part.length() + 1) * count + 64);
        json.append(BEFORE).append(before);
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",").append(part);
        }
        return json.append(after).append(AFTER).toString().getBytes(StandardCharsets.US_ASCII);
    }
}
