package org.dreamlms.books;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.dreamlms.books.standin.StandInDcs;

/**
 * Points the service under test at a stand-in DCS of its own, and hands that to fields of type
 * {@link StandInDcs} in the test.
 */
public final class StandInDcsResource implements QuarkusTestResourceLifecycleManager {

    private StandInDcs dcs;

    @Override
    public Map<String, String> start() {
        dcs = StandInDcs.start(0);
        return Map.of(
                "dcs-books.dcs.url",
                dcs.url(),
                "dcs-books.access.public-key",
                TestTokens.publicKey());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(dcs, new TestInjector.MatchesType(StandInDcs.class));
    }

    @Override
    public void stop() {
        if (dcs != null) {
            dcs.close();
        }
    }
}
