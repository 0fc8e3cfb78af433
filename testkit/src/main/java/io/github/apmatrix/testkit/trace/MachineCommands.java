package io.github.apmatrix.testkit.trace;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.testkit.KernelRefusal;
import io.github.apmatrix.testkit.SimulatedLpar;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The commands of a {@code ctl} line: changes of the machine that Linux sees in one scan. */
final class MachineCommands {
    private static final Pattern ID = Pattern.compile("(?:0[xX])?([0-9a-fA-F]{1,8})");
    private static final Pattern RANGE = Pattern.compile("([+-])([0-9a-fA-FxX]+)(?:-([0-9a-fA-FxX]+))?");
    private static final Pattern RAW = Pattern.compile("raw:([0-9]{1,9}):(?:0[xX])?0*([0-9a-fA-F]{1,15})");

    private final SimulatedLpar machine;

    private MachineCommands(SimulatedLpar machine) {
        this.machine = machine;
    }

    /** Runs all commands, also after one that fails; the answer is the first error, or OK. */
    static String run(SimulatedLpar machine, String commands) {
        MachineCommands runner = new MachineCommands(machine);
        List<Errno> errors = new ArrayList<>();
        machine.together(() -> {
            for (String command :
                    Splitter.on(';').trimResults().omitEmptyStrings().split(commands)) {
                try {
                    runner.run(Splitter.on(' ').omitEmptyStrings().splitToList(command));
                } catch (KernelRefusal e) {
                    errors.add(e.errno());
                } catch (IllegalArgumentException e) {
                    errors.add(Errno.EINVAL);
                }
            }
        });
        return errors.isEmpty() ? "OK" : errors.get(0).name();
    }

    private void run(List<String> words) {
        String name = words.get(0);
        int arguments = switch (name) {
            case "plug", "config", "checkstop" -> 2;
            case "unplug", "domain", "cdomain" -> 1;
            case "reset", "rescan" -> 0;
            default -> -1;
        };
        if (words.size() != arguments + 1) {
            throw new IllegalArgumentException("unknown command " + words);
        }
        switch (name) {
            case "plug" -> plug(adapter(words.get(1)), words.get(2));
            case "unplug" -> machine.unplug(adapter(words.get(1)));
            case "config" -> machine.setConfigured(adapter(words.get(1)), bit(words.get(2)));
            case "checkstop" -> machine.setCheckstopped(adapter(words.get(1)), bit(words.get(2)));
            case "domain" -> {
                if (isAddition(words.get(1))) {
                    machine.addUsageDomains(domains(words.get(1)));
                } else {
                    machine.removeUsageDomains(domains(words.get(1)));
                }
            }
            case "cdomain" -> {
                if (isAddition(words.get(1))) {
                    machine.addControlDomains(domains(words.get(1)));
                } else {
                    machine.removeControlDomains(domains(words.get(1)));
                }
            }
            case "reset" -> machine.clear();
            default -> {
                // rescan: the scan comes with the end of the line
            }
        }
    }

    private void plug(AdapterId adapter, String type) {
        Matcher raw = RAW.matcher(type);
        if (raw.matches()) {
            machine.plugRaw(
                    adapter, hardwareType(raw.group(1)), new ApFunctions((int) Long.parseLong(raw.group(2), 16)));
        } else {
            machine.plug(adapter, cardType(type));
        }
    }

    /** The machine has one byte for it, and 0 is no type. */
    private static int hardwareType(String text) {
        int type = Integer.parseInt(text);
        if (type == 0) {
            throw new IllegalArgumentException("0 is no hardware type");
        }
        return type & 0xff;
    }

    private static CardType cardType(String text) {
        CardType type = CardType.parse(Ascii.toUpperCase(text));
        if (type.generation() < 4 || type.generation() > 8) {
            throw new IllegalArgumentException(text + " is not from CEX4 to CEX8");
        }
        return type;
    }

    private static AdapterId adapter(String text) {
        return AdapterId.of(id(text));
    }

    private static int id(String text) {
        Matcher id = ID.matcher(text);
        if (!id.matches()) {
            throw new IllegalArgumentException(text + " is not a hexadecimal number");
        }
        return Integer.parseUnsignedInt(id.group(1), 16);
    }

    private static boolean bit(String text) {
        return switch (text) {
            case "0" -> false;
            case "1" -> true;
            default -> throw new IllegalArgumentException(text + " is neither 0 nor 1");
        };
    }

    private static boolean isAddition(String text) {
        return text.startsWith("+");
    }

    private static DomainSet domains(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException(text + " is not +N, -N, +N-M or -N-M");
        }
        int first = id(range.group(2));
        int last = range.group(3) == null ? first : id(range.group(3));
        return DomainSet.of(ApMask.of(IntStream.rangeClosed(first, last)));
    }
}
