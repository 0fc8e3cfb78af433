package io.github.apmatrix.bench;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/** Runs benchmarks with the options of JMH and prints a table of the ratios to their {@linkplain Peer peers}. */
public final class Ratios {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Map<String, RunResult> results = new TreeMap<>();

    private Ratios(Collection<RunResult> results) {
        results.forEach(result -> this.results.put(key(result.getParams(), method(result)), result));
    }

    /**
     * Runs the benchmarks.
     *
     * @param arguments where to write the table, and then the options of JMH
     */
    public static void main(String... arguments) throws CommandLineOptionException, RunnerException, IOException {
        List<String> rest = List.of(arguments).subList(1, arguments.length);
        Options options = new OptionsBuilder()
                .parent(new CommandLineOptions(rest.toArray(String[]::new)))
                .addProfiler(GCProfiler.class)
                .build();
        Collection<RunResult> results;
        try {
            results = new Runner(options).run();
        } catch (NoBenchmarksException e) {
            System.out.println("nothing to run here: " + e.getMessage()); // another module may have it
            return;
        }
        String table = new Ratios(results).table();
        System.out.println(table);
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, table);
    }

    private static String className(BenchmarkParams benchmark) {
        String name = benchmark.getBenchmark();
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static String method(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String parameters(BenchmarkParams benchmark) {
        return benchmark.getParamsKeys().stream()
                .sorted()
                .map(name -> " " + benchmark.getParam(name))
                .collect(Collectors.joining());
    }

    private static String key(BenchmarkParams benchmark, String method) {
        return className(benchmark) + "." + method + parameters(benchmark);
    }

    private static Optional<Peer> peer(RunResult result) {
        try {
            return Stream.of(Class.forName(className(result.getParams())).getMethods())
                    .filter(method -> method.getName().equals(method(result)))
                    .map((Method method) -> method.getAnnotation(Peer.class))
                    .filter(annotation -> annotation != null)
                    .findFirst();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private String table() {
        List<String> lines = new ArrayList<>();
        lines.add("| benchmark | time | B/op | peer | time | B/op | ratio | spread | target |");
        lines.add("| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |");
        results.values().forEach(result -> line(result).ifPresent(lines::add));
        return String.join("\n", lines) + "\n";
    }

    /** A benchmark that is only a peer has no line; one without a peer has a line without a ratio. */
    private Optional<String> line(RunResult result) {
        String name = className(result.getParams()).replaceFirst(".*[.]", "") + "." + method(result)
                + parameters(result.getParams());
        Optional<Peer> peer = peer(result);
        Optional<RunResult> other = peer.map(found -> results.get(key(result.getParams(), found.value())));
        if (other.isEmpty()) {
            return isPeer(result)
                    ? Optional.empty()
                    : Optional.of("| " + name + " | " + time(result) + " | " + bytes(result) + " | | | | | | |");
        }
        RunResult against = other.orElseThrow();
        double target = peer.orElseThrow().target();
        return Optional.of(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %.2f | %.2f-%.2f | %s |",
                name,
                time(result),
                bytes(result),
                method(against),
                time(against),
                bytes(against),
                percentile(result, 50) / percentile(against, 50),
                percentile(result, 25) / percentile(against, 75),
                percentile(result, 75) / percentile(against, 25),
                target == 0 ? "" : String.format(Locale.ROOT, "%.2f", target)));
    }

    private boolean isPeer(RunResult result) {
        return results.values().stream()
                .filter(other -> className(other.getParams()).equals(className(result.getParams())))
                .anyMatch(other -> peer(other)
                        .filter(peer -> peer.value().equals(method(result)))
                        .isPresent());
    }

    private static double percentile(RunResult result, int rank) {
        Statistics statistics = result.getPrimaryResult().getStatistics();
        return statistics.getPercentile(rank);
    }

    private static String time(RunResult result) {
        double median = percentile(result, 50);
        String unit = result.getPrimaryResult().getScoreUnit().replace("/op", "");
        return String.format(
                Locale.ROOT, median < 10 ? "%.2f %s" : median < 1000 ? "%.1f %s" : "%,.0f %s", median, unit);
    }

    private static String bytes(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(ALLOCATED))
                .map(Map.Entry::getValue)
                .map(Result::getScore)
                .map(score -> String.format(Locale.ROOT, "%,.0f", score))
                .findFirst()
                .orElse("");
    }
}
