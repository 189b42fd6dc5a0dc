package org.dreamlms.books.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.dreamlms.books.ops.PromQl.Selector;
import org.junit.jupiter.api.Test;

/** A reader that finds too little would let everything pass. */
class PromQlTest {

    @Test
    void metricsAreToldFromFunctionsLabelsAndNumbers() {
        assertThat(
                        PromQl.selectors(
                                "sum by (a, b) (rate(x_total{a=~\"1|by (q)\",c!=\"d\"}[5m])) / on (a)"
                                        + " group_left () max(y:z) > 1e3 and z unless topk(3, w{})"))
                .containsExactly(
                        new Selector("x_total", Set.of("a", "c")),
                        new Selector("y:z", Set.of()),
                        new Selector("z", Set.of()),
                        new Selector("w", Set.of()));
    }
}
