package io.github.apmatrix.explain;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;

/**
 * Something worth knowing about a queue or a device that does not keep any queue out of a guest matrix.
 *
 * @since 0.1.0
 */
public sealed interface Remark {
    /**
     * Returns the remark in words.
     *
     * @return a sentence without period
     */
    String description();

    /**
     * Adapters are switched off: guests have their queues, but get no answers.
     *
     * @param adapters the adapters
     */
    record Deconfigured(AdapterSet adapters) implements Remark {
        @Override
        public String description() {
            return Words.adaptersAre(adapters) + " deconfigured: a guest has the queues, but gets no answers";
        }
    }

    /**
     * Adapters are broken: guests have their queues, but get no answers.
     *
     * @param adapters the adapters
     */
    record Checkstopped(AdapterSet adapters) implements Remark {
        @Override
        public String description() {
            return Words.adaptersAre(adapters) + " checkstopped: a guest has the queues, but gets no answers";
        }
    }

    /**
     * No guest has the device: the guest matrix is what a guest would get.
     *
     * @param device the device
     */
    record NotAttached(MediatedDeviceId device) implements Remark {
        @Override
        public String description() {
            return "no guest has the device now";
        }
    }

    /**
     * The device has adapters or domains assigned that the LPAR does not have; they take effect when the LPAR gets them.
     *
     * @param device the device
     * @param adapters the adapters that the LPAR does not have
     * @param domains the usage domains that the LPAR does not have
     */
    record OverProvisioned(MediatedDeviceId device, AdapterSet adapters, DomainSet domains) implements Remark {
        @Override
        public String description() {
            return "the device is over-provisioned: the LPAR does not have "
                    + (adapters.isEmpty() ? "" : Words.adapters(adapters))
                    + (adapters.isEmpty() || domains.isEmpty() ? "" : " and ")
                    + (domains.isEmpty() ? "" : "usage " + Words.domains(domains));
        }
    }

    /**
     * The guest cannot administer usage domains that it has, because they are not its control domains. The kernel does not
     * ask for that; it is usual.
     *
     * @param device the device
     * @param domains the usage domains of the device that are not its control domains
     */
    record ControlDomainsMissing(MediatedDeviceId device, DomainSet domains) implements Remark {
        @Override
        public String description() {
            return "not among the control domains of the device: usage " + Words.domains(domains);
        }
    }
}
