package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.event.HostEvent;
import io.github.apmatrix.event.HostEvents;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.sysfs.ApHost;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Events lead from any host to any other one. */
class EventProperties {
    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    private static HostSnapshot snapshot(Fate fate) {
        return ApHost.at(fate.happen().kernel().sysfs()).snapshot();
    }

    private static void assertLeadsThere(HostSnapshot before, HostSnapshot after) {
        List<HostEvent> events = HostEvents.between(before, after);
        assertThat(HostEvents.replay(before, events)).isEqualTo(after);
        assertThat(events).allSatisfy(event -> assertThat(event.description()).isNotBlank());
    }

    @Property(tries = 200)
    void betweenSimulatedHosts(@ForAll("fates") Fate before, @ForAll("fates") Fate after) {
        assertLeadsThere(snapshot(before), snapshot(after));
    }

    @Example
    void betweenAllRecordedHosts() throws IOException, URISyntaxException {
        List<HostSnapshot> recorded = new ArrayList<>();
        for (String name : RecordedHosts.all()) {
            recorded.add(ApHost.at(RecordedHosts.of(name).sysfs()).snapshot());
        }
        assertThat(recorded).hasSizeGreaterThan(10);
        recorded.forEach(before -> recorded.forEach(after -> assertLeadsThere(before, after)));
    }
}
