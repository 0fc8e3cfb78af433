package io.github.apmatrix.examples;

import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.snapshot.SnapshotJson;
import io.github.apmatrix.render.FilterPicture;
import io.github.apmatrix.render.MarkdownReport;
import io.github.apmatrix.render.MatrixPicture;
import io.github.apmatrix.render.MatrixTable;
import io.github.apmatrix.render.PictureStyle;
import io.github.apmatrix.render.TableStyle;
import io.github.apmatrix.sysfs.ApHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws the adapters and domains of a host as a table of text, as a picture, or as a document. */
@Command(
        name = "DrawMatrix",
        description =
                "Draws the adapters and domains of a host and how far each queue comes on its way to a guest: as a"
                        + " table of text, as a picture (SVG), or as a document. By default it draws a recorded host.",
        sortOptions = false)
public final class DrawMatrix implements Callable<Integer> {
    private final PrintWriter out;

    @ArgGroup
    @Nullable HostSource source;

    @ArgGroup
    @Nullable Form form;

    @Option(names = "--filters", description = "With --svg: the four levels side by side, each with what is left.")
    boolean filters;

    @Option(names = "--device", paramLabel = "UUID", description = "Only this mediated device, not all of them.")
    @Nullable String device;

    @Option(names = "--full", description = "No folding of adjacent rows and columns that look the same.")
    boolean full;

    @Option(
            names = "--cells",
            paramLabel = "KIND",
            description = "What stands in a cell of text: ${COMPLETION-CANDIDATES}; by default devices.")
    TableStyle.Cells cells = TableStyle.Cells.DEVICES;

    @Option(names = "--width", paramLabel = "N", description = "The longest line of text; by default 100.")
    int width = 100;

    @Option(names = "--ascii", description = "Plain ASCII, without lines.")
    boolean ascii;

    @Option(names = "--color", description = "Colours of a terminal.")
    boolean color;

    @Option(names = "--help", usageHelp = true, description = "Prints this text.")
    boolean help;

    /** What is made; by default a table of text. */
    private static final class Form {
        @Option(names = "--svg", paramLabel = "FILE", description = "Writes a picture to this file.")
        @Nullable Path svg;

        @Option(names = "--markdown", description = "Prints a report of the host for a ticket.")
        boolean markdown;

        @Option(names = "--json", description = "Prints all that is known of the host.")
        boolean json;
    }

    private DrawMatrix(PrintWriter out) {
        this.out = out;
    }

    /**
     * Runs the program.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String... arguments) {
        System.exit(run(Programs.writer(System.out), Programs.writer(System.err), arguments));
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return Programs.run(new DrawMatrix(out), out, err, arguments);
    }

    @Override
    public Integer call() {
        HostSnapshot host = ApHost.at(
                        source == null ? RecordedHosts.production().sysfs() : source.open())
                .snapshot();
        if (filters && (form == null || form.svg == null)) {
            throw new IllegalArgumentException("--filters needs --svg");
        }
        if (form != null && form.svg != null) {
            write(form.svg, picture(table(host)));
        } else if (form != null && form.markdown) {
            out.print(MarkdownReport.of(host));
        } else if (form != null && form.json) {
            out.print(SnapshotJson.toText(host));
        } else {
            out.print(table(host).toText(style()));
        }
        out.flush();
        return 0;
    }

    private MatrixTable table(HostSnapshot host) {
        return device == null ? MatrixTable.of(host) : MatrixTable.of(host, MediatedDeviceId.parse(device));
    }

    private TableStyle style() {
        return TableStyle.builder()
                .cells(cells)
                .foldAdapters(!full)
                .foldDomains(!full)
                .width(width)
                .unicode(!ascii)
                .color(color)
                .build();
    }

    private String picture(MatrixTable table) {
        PictureStyle style = full ? PictureStyle.standard().unfolded() : PictureStyle.standard();
        return filters
                ? FilterPicture.of(table, style).toString()
                : MatrixPicture.of(table, style).toString();
    }

    private void write(Path file, String picture) {
        try {
            Files.writeString(file, picture);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot write " + file + " (" + e + ")", e);
        }
        out.println("wrote " + file);
    }
}
