package io.github.apmatrix.plan;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import java.util.Map;

/** Finds what may not be meant. */
final class Warnings {
    private static final int MOST_QUEUES_IN_A_PAGE = 511;

    private final HostSnapshot host;
    private final HostModel after;
    private final ImmutableList.Builder<PlanWarning> warnings = ImmutableList.builder();

    Warnings(HostSnapshot host, HostModel after) {
        this.host = host;
        this.after = after;
    }

    ImmutableList<PlanWarning> find(Map<MediatedDeviceId, ApConfig> changes) {
        changes.forEach(this::check);
        ApQueueSet wanted = changes.values().stream()
                .map(config -> ApQueueSet.of(config.matrix()))
                .reduce(ApQueueSet.none(), ApQueueSet::union);
        ApQueueSet more = after.vfioBound().difference(host.boundToVfioAp()).difference(wanted);
        if (!more.isEmpty()) {
            warnings.add(new PlanWarning.FreesMore(more));
        }
        return warnings.build();
    }

    /** A queue that the plan has bound to vfio_ap has no past. */
    private AdapterSet uncertain(ApConfig config) {
        return ApQueueSet.of(config.matrix().intersect(after.lpar().matrix()))
                .intersect(host.boundToVfioAp())
                .adapters();
    }

    private void check(MediatedDeviceId id, ApConfig config) {
        AdapterSet adapters = config.adapters().difference(after.lpar().adapters());
        DomainSet domains = config.usageDomains().difference(after.lpar().usageDomains());
        if (!adapters.isEmpty() || !domains.isEmpty()) {
            warnings.add(new PlanWarning.OverProvisioned(id, adapters, domains));
        }
        boolean rewritable = Planner.isRewritable(host);
        if (!rewritable && config.matrix().size() > MOST_QUEUES_IN_A_PAGE) {
            warnings.add(new PlanWarning.MatrixTooLarge(id, config.matrix().size()));
        }
        AdapterSet uncertain = uncertain(config);
        if (!rewritable && !uncertain.isEmpty()) {
            warnings.add(new PlanWarning.Uncertain(id, uncertain));
        }
    }
}
