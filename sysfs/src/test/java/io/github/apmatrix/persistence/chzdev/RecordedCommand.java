package io.github.apmatrix.persistence.chzdev;

import io.github.apmatrix.persistence.samples.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command of a recorded session, with what it printed. */
record RecordedCommand(String command, String output, int exit) {
    private static final Pattern COMMAND =
            Pattern.compile("^\\$ ([^\\n]*)\\n(.*?)^\\[exit (\\d+)]$", Pattern.DOTALL | Pattern.MULTILINE);

    static List<RecordedCommand> of(String capture) {
        List<RecordedCommand> commands = new ArrayList<>();
        Matcher matcher = COMMAND.matcher(Samples.captured(capture).text());
        while (matcher.find()) {
            commands.add(new RecordedCommand(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3))));
        }
        return commands;
    }
}
