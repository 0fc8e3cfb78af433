package io.github.apmatrix.event;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Bindings;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeatures;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What a snapshot says of the host as a whole, to be changed: other than in a builder, a value can become unknown. */
final class BusParts {
    Answer apBus;
    Answer vfioAp;
    KernelFeatures features;
    Optional<ApConfig> lpar;
    Optional<AdapterId> maxAdapter;
    Optional<DomainId> maxDomain;
    Optional<HostMasks> masks;
    Optional<Bindings> bindings;
    OptionalInt defaultDomain;
    Optional<Duration> configTime;
    OptionalInt availableInstances;

    private BusParts(HostSnapshot host) {
        this.apBus = host.apBus();
        this.vfioAp = host.vfioAp();
        this.features = host.features();
        this.lpar = host.lpar();
        this.maxAdapter = host.maxAdapter();
        this.maxDomain = host.maxDomain();
        this.masks = host.masks();
        this.bindings = host.bindings();
        this.defaultDomain = host.defaultDomain();
        this.configTime = host.configTime();
        this.availableInstances = host.availableInstances();
    }

    static HostSnapshot change(HostSnapshot host, Consumer<BusParts> change) {
        BusParts parts = new BusParts(host);
        change.accept(parts);
        HostSnapshot.Builder changed =
                HostSnapshot.builder().apBus(parts.apBus).vfioAp(parts.vfioAp).features(parts.features);
        parts.lpar.ifPresent(changed::lpar);
        parts.maxAdapter.ifPresent(changed::maxAdapter);
        parts.maxDomain.ifPresent(changed::maxDomain);
        parts.masks.ifPresent(changed::masks);
        parts.bindings.ifPresent(changed::bindings);
        parts.defaultDomain.ifPresent(changed::defaultDomain);
        parts.configTime.ifPresent(changed::configTime);
        parts.availableInstances.ifPresent(changed::availableInstances);
        host.cards().values().forEach(changed::add);
        host.queues().values().forEach(changed::add);
        host.devices().values().forEach(changed::add);
        return changed.build();
    }
}
