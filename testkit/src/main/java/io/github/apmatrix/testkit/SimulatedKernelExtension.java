package io.github.apmatrix.testkit;

import io.github.apmatrix.sysfs.ApHost;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test its own simulated kernel, as a parameter of type {@link SimulatedKernel}, or its host, as a parameter
 * of type {@link ApHost}. All parameters of one test belong to the same kernel.
 *
 * <pre>{@code
 * @ExtendWith(SimulatedKernelExtension.class)
 * class OurPlatformTest {
 *     @Test
 *     void freesAnAdapter(SimulatedKernel kernel, ApHost host) { ... }
 * }
 * }</pre>
 *
 * <p>For another kernel than the default one, register an instance:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SimulatedKernelExtension KERNEL = SimulatedKernelExtension.booting(() -> SimulatedKernel.builder()
 *         .profile(KernelProfile.LINUX_6_1)
 *         .adapter(AdapterId.of(5), CardType.CEX8C));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SimulatedKernelExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SimulatedKernelExtension.class);

    private final Supplier<SimulatedKernel.Builder> builder;

    /** Boots the default kernel for each test: Linux 6.12 with vfio_ap, on a machine without adapters. */
    public SimulatedKernelExtension() {
        this(SimulatedKernel::builder);
    }

    private SimulatedKernelExtension(Supplier<SimulatedKernel.Builder> builder) {
        this.builder = builder;
    }

    /**
     * Returns an extension that boots a certain kernel for each test.
     *
     * @param builder gives a fresh builder each time
     * @return the extension
     */
    public static SimulatedKernelExtension booting(Supplier<SimulatedKernel.Builder> builder) {
        return new SimulatedKernelExtension(builder);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == SimulatedKernel.class || type == ApHost.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SimulatedKernel kernel = context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        SimulatedKernel.class, type -> builder.get().build(), SimulatedKernel.class);
        return parameter.getParameter().getType() == ApHost.class ? ApHost.at(kernel.sysfs()) : kernel;
    }
}
