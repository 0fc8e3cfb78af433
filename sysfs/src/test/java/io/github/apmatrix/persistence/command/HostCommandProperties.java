package io.github.apmatrix.persistence.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is printed means the same to a real shell as what is run without one. */
class HostCommandProperties {
    private static final int RUNS = 150;
    private static final String END = "\0";

    @Provide
    Arbitrary<List<String>> hostileArguments() {
        return text().list().ofMinSize(1).ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> text() {
        Arbitrary<String> fragments = Arbitraries.of(
                "'", "\"", "\\", "$(id)", "${HOME}", "`id`", ";", "&", "|", "<", ">", "\n", "\t", " ", "*", "?", "[a]",
                "~", "!", "#", "-", "--", "=", "%s", "%%", "\\n", "\r", "{a,b}", "\u0001", "a", "0", "_", "./,:@+");
        Arbitrary<String> ascii =
                Arbitraries.strings().withCharRange('\u0001', '~').ofMaxLength(20);
        return Arbitraries.oneOf(fragments.list().ofMaxSize(10).map(parts -> String.join("", parts)), ascii);
    }

    private static String shell(String line) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", line).start();
        shell.getOutputStream().close();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static HostCommand printf(List<String> arguments) {
        return new HostCommand(
                ImmutableList.<String>builder()
                        .add("printf", "%s\\0")
                        .addAll(arguments)
                        .build(),
                "");
    }

    @Property(tries = RUNS)
    void aShellGivesTheSameArguments(@ForAll("hostileArguments") List<String> arguments) throws IOException {
        assertThat(Splitter.on(END).splitToList(shell(printf(arguments).toString())))
                .startsWith(arguments.toArray(new String[0]))
                .hasSize(arguments.size() + 1);
    }

    @Property(tries = RUNS)
    void aShellGivesTheSameInput(@ForAll("text") String input) throws IOException {
        assertThat(shell(HostCommand.of("cat").withInput(input + "x").toString()))
                .isEqualTo(input + "x");
    }

    @Property(tries = RUNS)
    void withoutShellArgumentsArriveUnchanged(@ForAll("hostileArguments") List<String> arguments) {
        assertThat(HostCommands.local().runSuccessfully(printf(arguments)).out())
                .isEqualTo(arguments.stream().map(argument -> argument + END).collect(Collectors.joining()));
    }

    @Property(tries = RUNS)
    void inputArrivesUnchanged(@ForAll("text") String input) {
        assertThat(HostCommands.local()
                        .runSuccessfully(HostCommand.of("cat").withInput(input))
                        .out())
                .isEqualTo(input);
    }
}
