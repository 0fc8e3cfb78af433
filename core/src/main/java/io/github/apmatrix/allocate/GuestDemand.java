package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardMode;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a guest requires, named by its mediated device. Without more said it requires one queue, and to keep what its
 * device has.
 *
 * <pre>{@code
 * GuestDemand.of(id).queues(4).adapters(2).mode(CardMode.CCA).ownDomains()
 * }</pre>
 *
 * @since 0.1.0
 */
public final class GuestDemand {
    private final MediatedDeviceId device;
    private final ImmutableSet<Requirement> requirements;

    private GuestDemand(MediatedDeviceId device, Set<Requirement> requirements) {
        this.device = Objects.requireNonNull(device, "device");
        List<Class<?>> kinds = List.of(Requirement.class.getPermittedSubclasses());
        this.requirements = requirements.stream()
                .sorted(Comparator.comparing(requirement -> kinds.indexOf(requirement.getClass())))
                .collect(ImmutableSet.toImmutableSet());
    }

    /**
     * Returns the demand of a guest for one queue, beside what its device has.
     *
     * @param device the device, on the host or to be created
     * @return the demand
     */
    public static GuestDemand of(MediatedDeviceId device) {
        return new GuestDemand(device, ImmutableSet.of(new Requirement.Queues(1), new Requirement.KeepsAssigned()));
    }

    /**
     * Requires a number of queues.
     *
     * @param least from 1 to 65,536
     * @return the demand
     * @throws IllegalArgumentException if the number is out of range
     */
    public GuestDemand queues(int least) {
        return with(new Requirement.Queues(least));
    }

    /**
     * Requires a number of adapters, for failover.
     *
     * @param least from 1 to 256
     * @return the demand
     * @throws IllegalArgumentException if the number is out of range
     */
    public GuestDemand adapters(int least) {
        return with(new Requirement.Adapters(least));
    }

    /**
     * Requires adapters of a mode.
     *
     * @param mode the mode
     * @return the demand
     */
    public GuestDemand mode(CardMode mode) {
        return with(new Requirement.Mode(mode));
    }

    /**
     * Requires adapters of a generation or later.
     *
     * @param least from 4 to 99
     * @return the demand
     * @throws IllegalArgumentException if the number is out of range
     */
    public GuestDemand generation(int least) {
        return with(new Requirement.Generation(least));
    }

    /**
     * Requires the same single domain on all adapters.
     *
     * @return the demand
     */
    public GuestDemand oneDomain() {
        return with(new Requirement.OneDomain());
    }

    /**
     * Requires usage domains that no other guest has.
     *
     * @return the demand
     */
    public GuestDemand ownDomains() {
        return with(new Requirement.OwnDomains());
    }

    /**
     * Requires to have no adapter of another guest.
     *
     * @param other its device
     * @return the demand
     * @throws IllegalArgumentException if it is this guest
     */
    public GuestDemand apartFrom(MediatedDeviceId other) {
        if (other.equals(device)) {
            throw new IllegalArgumentException("guest " + device + " cannot be apart from itself");
        }
        return with(new Requirement.ApartFrom(other));
    }

    /**
     * Lets the device lose what it has, so that the guest can get other queues.
     *
     * @return the demand
     */
    public GuestDemand mayMove() {
        return without(new Requirement.KeepsAssigned());
    }

    /**
     * Returns the device.
     *
     * @return the device of the guest
     */
    public MediatedDeviceId device() {
        return device;
    }

    /**
     * Returns what is required.
     *
     * @return the requirements in the order of their kinds, of each kind at most one, except {@link Requirement.ApartFrom}
     */
    public ImmutableSet<Requirement> requirements() {
        return requirements;
    }

    /** Requires something instead of what was required of the same kind. */
    private GuestDemand with(Requirement requirement) {
        Set<Requirement> changed = new LinkedHashSet<>(requirements);
        if (!(requirement instanceof Requirement.ApartFrom)) {
            changed.removeIf(other -> other.getClass() == requirement.getClass());
        }
        changed.add(requirement);
        return new GuestDemand(device, changed);
    }

    GuestDemand without(Requirement requirement) {
        Set<Requirement> changed = new LinkedHashSet<>(requirements);
        changed.remove(requirement);
        return new GuestDemand(device, changed);
    }

    <R extends Requirement> Optional<R> requirement(Class<R> kind) {
        return requirements.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    int leastQueues() {
        return requirement(Requirement.Queues.class)
                .map(Requirement.Queues::least)
                .orElse(1);
    }

    int leastAdapters() {
        return requirement(Requirement.Adapters.class)
                .map(Requirement.Adapters::least)
                .orElse(1);
    }

    boolean requires(Class<? extends Requirement> kind) {
        return requirement(kind).isPresent();
    }

    boolean requiresApartFrom(MediatedDeviceId other) {
        return requirements.contains(new Requirement.ApartFrom(other));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof GuestDemand other
                && device.equals(other.device)
                && requirements.equals(other.requirements);
    }

    @Override
    public int hashCode() {
        return Objects.hash(device, requirements);
    }

    /** Returns all requirements, for example {@code guest 4b05... requires 4 queues, mode CCA-Coproc}. */
    @Override
    public String toString() {
        return "guest " + device + " requires "
                + (requirements.isEmpty()
                        ? "any queue"
                        : requirements.stream().map(Requirement::description).collect(Collectors.joining(", ")));
    }
}
