package org.dreamlms.books.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.Optional;

/**
 * Where something on a page is, in pixels of the page's image; what config.json does not say has a
 * default.
 */
public record Box(Number x, Number y, Number width, Number height) {

    private static final IntNode BUTTON_PLACE = IntNode.valueOf(50);
    private static final IntNode BUTTON_SIZE = IntNode.valueOf(44);
    private static final IntNode GAP_PLACE = IntNode.valueOf(0);
    private static final IntNode GAP_WIDTH = IntNode.valueOf(50);
    private static final IntNode GAP_HEIGHT = IntNode.valueOf(20);

    /** Of a button that plays something. */
    static Box ofButton(JsonNode coords) {
        return of(coords, BUTTON_PLACE, BUTTON_SIZE, BUTTON_SIZE);
    }

    /** Of a gap to fill in; empty when config.json does not say where it is. */
    static Optional<Box> ofGap(JsonNode coords) {
        return coords.isObject() && !coords.isEmpty()
                ? Optional.of(of(coords, GAP_PLACE, GAP_WIDTH, GAP_HEIGHT))
                : Optional.empty();
    }

    private static Box of(JsonNode coords, IntNode place, IntNode width, IntNode height) {
        return new Box(
                first(coords.path("x"), coords.path("x"), place),
                first(coords.path("y"), coords.path("y"), place),
                first(coords.path("w"), coords.path("width"), width),
                first(coords.path("h"), coords.path("height"), height));
    }

    private static Number first(JsonNode one, JsonNode other, IntNode absent) {
        if (one.isNumber()) {
            return one.numberValue();
        }
        return (other.isNumber() ? other : absent).numberValue();
    }
}
