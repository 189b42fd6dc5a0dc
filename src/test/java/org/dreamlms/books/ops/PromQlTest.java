package org.dreamlms.books.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.dreamlms.books.ops.PromQl.Matcher;
import org.dreamlms.books.ops.PromQl.Selector;
import org.junit.jupiter.api.Test;

/** A reader that finds too little would let everything pass. */
class PromQlTest {

    @Test
    void metricsAreToldFromFunctionsLabelsAndNumbers() {
        assertThat(
                        PromQl.selectors(
                                "sum by (a, b) (rate(x_total{a=~\"1|by (q)\",c!=\"{d}\"}[5m])) / on (a)"
                                        + " group_left () max(y:z) > 1e3 and z unless topk(3, w{})"))
                .containsExactly(
                        new Selector(
                                "x_total",
                                List.of(
                                        new Matcher("a", "=~", "1|by (q)"),
                                        new Matcher("c", "!=", "{d}"))),
                        new Selector("y:z", List.of()),
                        new Selector("z", List.of()),
                        new Selector("w", List.of()));
    }

    @Test
    void aMatcherNamesEachOfItsAlternatives() {
        assertThat(new Matcher("a", "=~", "b|c.*").named())
                .extracting(Pattern::pattern)
                .containsExactly("b", "c.*");
        assertThat(new Matcher("a", "!~", "x(b|c)").named())
                .extracting(Pattern::pattern)
                .containsExactly("x(b|c)");
        assertThat(new Matcher("a", "!=", "b|c").named())
                .singleElement()
                .satisfies(one -> assertThat("b|c").matches(one));
    }
}
