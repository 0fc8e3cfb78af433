/**
 * What is wrong with a host, for people and for monitoring: {@link io.github.apmatrix.health.HealthCheck} makes
 * {@link io.github.apmatrix.health.Finding}s of a snapshot, {@link io.github.apmatrix.health.FindingReport} prints them.
 *
 * <h2>Package specification</h2>
 *
 * <p>Everything is a pure function of a {@link io.github.apmatrix.host.HostSnapshot}. What was not read gives no finding: a
 * host of which nothing is known has none. There is one finding for one cause, and as long as the trouble is the same,
 * so is its {@link io.github.apmatrix.health.Finding#key()}. The identifiers of this package are those of
 * {@link io.github.apmatrix.health.HostTrouble}; other modules add findings with identifiers of their own.
 *
 * <pre>{@code
 * FindingReport report = FindingReport.of(HealthCheck.of(host.snapshot()));
 * if (report.worst().equals(Optional.of(Severity.CRITICAL))) {
 *     System.out.println(report);
 * }
 * }</pre>
 */
@NullMarked
package io.github.apmatrix.health;

import org.jspecify.annotations.NullMarked;
