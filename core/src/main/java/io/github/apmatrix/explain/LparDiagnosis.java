package io.github.apmatrix.explain;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import java.util.Optional;

/** What the LPAR does not give. */
final class LparDiagnosis {
    private final HostSnapshot host;
    private final Diagnosis diagnosis;

    LparDiagnosis(HostSnapshot host, Diagnosis diagnosis) {
        this.host = host;
        this.diagnosis = diagnosis;
    }

    void lookAt(ApQueueSet queues) {
        Optional<ApConfig> lpar = host.lpar();
        if (lpar.isPresent()) {
            lookAt(queues, lpar.orElseThrow());
        } else if (host.features().has(KernelFeature.LPAR_CONFIGURATION).isNo()) {
            diagnosis.add(new LparReason.ConfigurationNotReported(queues));
        } else {
            diagnosis.notRead("the configuration of the LPAR");
        }
        AdapterSet old = tooOld(host, queues.adapters());
        if (!old.isEmpty()) {
            diagnosis.add(new LparReason.AdaptersTooOld(old, queues.intersect(Matrix.of(old, DomainSet.all()))));
        }
    }

    private void lookAt(ApQueueSet queues, ApConfig lpar) {
        if (queues.difference(lpar.matrix()).isEmpty()) {
            return;
        }
        AdapterSet adapters = queues.adapters().difference(lpar.adapters());
        diagnosis.add(new LparReason.AdaptersMissing(adapters, queues.intersect(Matrix.of(adapters, DomainSet.all()))));
        DomainSet domains = queues.domains().difference(lpar.usageDomains());
        diagnosis.add(new LparReason.DomainsMissing(domains, queues.intersect(Matrix.of(AdapterSet.all(), domains))));
    }

    /** Returns the adapters that are known to be older than CEX4. */
    static AdapterSet tooOld(HostSnapshot host, AdapterSet adapters) {
        AdapterSet old = AdapterSet.none();
        for (AdapterId adapter : adapters) {
            Card card = host.cards().get(adapter);
            if (card != null && card.isTooOldForVfioAp()) {
                old = old.with(adapter);
            }
        }
        return old;
    }
}
