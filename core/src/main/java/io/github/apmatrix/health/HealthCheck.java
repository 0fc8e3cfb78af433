package io.github.apmatrix.health;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.host.HostSnapshot;

/**
 * Finds what is wrong with a host: see {@link HostTrouble} for what is looked for.
 *
 * @since 0.1.0
 */
public final class HealthCheck {
    private HealthCheck() {}

    /**
     * Checks a host.
     *
     * @param host the host at one moment
     * @return the findings, worst first, as {@link Finding#worstFirst()} says; equal snapshots have equal findings
     */
    public static ImmutableList<Finding> of(HostSnapshot host) {
        ImmutableList.Builder<Finding> findings = ImmutableList.builder();
        new AdapterCheck(host, findings).check();
        new DriverCheck(host, findings).check();
        new ConfigurationCheck(host, findings).check();
        host.devices().values().forEach(device -> new DeviceCheck(host, device, findings).check());
        new ControlDomainCheck(host, findings).check();
        return findings.build().stream().sorted(Finding.worstFirst()).collect(ImmutableList.toImmutableList());
    }
}
