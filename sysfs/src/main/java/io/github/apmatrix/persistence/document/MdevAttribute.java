package io.github.apmatrix.persistence.document;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.plan.Part;
import io.github.apmatrix.plan.Step;

/**
 * A write to an attribute of a vfio_ap mediated device, as definitions list them: mdevctl and libvirt write each value to
 * the kernel attribute of that name, in the order of the list.
 *
 * <p>Source: {@code assign_adapter_store} and its like, {@code ap_config_store} of vfio_ap.
 *
 * @param name {@code assign_adapter}, {@code assign_domain}, {@code assign_control_domain}, the same with {@code unassign_},
 *     or {@code ap_config}
 * @param value a number from 0 to 255 (decimal, {@code 0x} hexadecimal, octal with a leading zero), for {@code ap_config}
 *     three masks of 64 hex digits; kept as it is written
 * @since 0.1.0
 */
public record MdevAttribute(String name, String value) {
    private static final String ADAPTER = "assign_adapter";
    private static final String DOMAIN = "assign_domain";
    private static final String CONTROL_DOMAIN = "assign_control_domain";
    private static final String UN = "un";
    private static final String AP_CONFIG = "ap_config";

    /**
     * Checks name and value.
     *
     * @param name the name of the attribute
     * @param value what is written to it
     * @throws ApFormatException if the value has another form or is out of range
     * @throws IllegalArgumentException if a vfio_ap device has no such attribute to write
     */
    public MdevAttribute {
        applyTo(ApConfig.none(), name, value);
    }

    static MdevAttribute of(AdapterId adapter) {
        return new MdevAttribute(ADAPTER, String.valueOf(adapter.value()));
    }

    static MdevAttribute of(DomainId domain) {
        return new MdevAttribute(DOMAIN, String.valueOf(domain.value()));
    }

    static MdevAttribute ofControl(DomainId domain) {
        return new MdevAttribute(CONTROL_DOMAIN, String.valueOf(domain.value()));
    }

    /**
     * Returns the write to a device.
     *
     * @param device the device
     * @return a step that assigns or takes away the same
     */
    public Step step(MediatedDeviceId device) {
        return switch (name) {
            case ADAPTER ->
                new Step.Assign(
                        device, Part.ADAPTER, AdapterId.parseNumber(value).value());
            case DOMAIN ->
                new Step.Assign(device, Part.DOMAIN, DomainId.parseNumber(value).value());
            case CONTROL_DOMAIN ->
                new Step.Assign(
                        device, Part.CONTROL_DOMAIN, DomainId.parseNumber(value).value());
            case UN + ADAPTER ->
                new Step.Unassign(
                        device, Part.ADAPTER, AdapterId.parseNumber(value).value());
            case UN + DOMAIN ->
                new Step.Unassign(
                        device, Part.DOMAIN, DomainId.parseNumber(value).value());
            case UN + CONTROL_DOMAIN ->
                new Step.Unassign(
                        device, Part.CONTROL_DOMAIN, DomainId.parseNumber(value).value());
            default -> new Step.Configure(device, ApConfig.parse(value));
        };
    }

    /** What is assigned after the write. */
    ApConfig applyTo(ApConfig before) {
        return applyTo(before, name, value);
    }

    private static ApConfig applyTo(ApConfig before, String name, String value) {
        return switch (name) {
            case ADAPTER -> before.union(adapter(value));
            case DOMAIN -> before.union(domain(value));
            case CONTROL_DOMAIN -> before.union(controlDomain(value));
            case UN + ADAPTER -> before.difference(adapter(value));
            case UN + DOMAIN -> before.difference(domain(value));
            case UN + CONTROL_DOMAIN -> before.difference(controlDomain(value));
            case AP_CONFIG -> ApConfig.parse(value);
            default ->
                throw new IllegalArgumentException("a vfio_ap device has no attribute \"" + name + "\" to assign with");
        };
    }

    private static ApConfig adapter(String value) {
        return ApConfig.of(AdapterSet.of(AdapterId.parseNumber(value)), DomainSet.none());
    }

    private static ApConfig domain(String value) {
        return ApConfig.of(AdapterSet.none(), DomainSet.of(DomainId.parseNumber(value)));
    }

    private static ApConfig controlDomain(String value) {
        return ApConfig.none().withControlDomains(DomainSet.of(DomainId.parseNumber(value)));
    }
}
