package io.github.apmatrix.allocate;

import io.github.apmatrix.ApMask;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardMode;

/**
 * Something that a guest requires of its queues.
 *
 * @since 0.1.0
 */
public sealed interface Requirement {
    /**
     * Returns the requirement in words.
     *
     * @return a phrase that goes after "requires"
     */
    String description();

    /**
     * A number of queues. A guest gets more where adapters x domains cannot give just that number.
     *
     * @param least the least number, from 1 to 65,536
     */
    record Queues(int least) implements Requirement {
        /**
         * Checks the number.
         *
         * @param least the least number
         * @throws IllegalArgumentException if it is out of range
         */
        public Queues {
            checkRange("number of queues", least, ApMask.SIZE * ApMask.SIZE);
        }

        @Override
        public String description() {
            return least + (least == 1 ? " queue" : " queues");
        }
    }

    /**
     * A number of adapters, so that the guest goes on when one fails.
     *
     * @param least the least number, from 1 to 256
     */
    record Adapters(int least) implements Requirement {
        /**
         * Checks the number.
         *
         * @param least the least number
         * @throws IllegalArgumentException if it is out of range
         */
        public Adapters {
            checkRange("number of adapters", least, ApMask.SIZE);
        }

        @Override
        public String description() {
            return "at least " + least + (least == 1 ? " adapter" : " adapters");
        }
    }

    /**
     * Only adapters of a mode.
     *
     * @param mode the mode
     */
    record Mode(CardMode mode) implements Requirement {
        @Override
        public String description() {
            return "mode " + mode;
        }
    }

    /**
     * Only adapters of a generation or later ones.
     *
     * @param least the generation, from 4 to 99: 7 for Crypto Express7S
     */
    record Generation(int least) implements Requirement {
        /**
         * Checks the generation.
         *
         * @param least the generation
         * @throws IllegalArgumentException if it is out of range
         */
        public Generation {
            if (least < 4 || least > 99) {
                throw new IllegalArgumentException("generation " + least + " is not between 4 and 99");
            }
        }

        @Override
        public String description() {
            return "generation CEX" + least + " or later";
        }
    }

    /** One usage domain, the same on all its adapters, so that all queues can have the same master key. */
    record OneDomain() implements Requirement {
        @Override
        public String description() {
            return "the same domain on all its adapters";
        }
    }

    /** Usage domains that no other guest has, on any adapter. */
    record OwnDomains() implements Requirement {
        @Override
        public String description() {
            return "domains of its own";
        }
    }

    /**
     * No adapter that another guest has, so that no failing adapter hits both. Required by one, it binds both.
     *
     * @param other the device of the other guest, on the host or in the same request
     */
    record ApartFrom(MediatedDeviceId other) implements Requirement {
        @Override
        public String description() {
            return "no adapter of guest " + other;
        }
    }

    /** All adapters and domains that its device has now. */
    record KeepsAssigned() implements Requirement {
        @Override
        public String description() {
            return "what its device has now";
        }
    }

    private static void checkRange(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + " " + value + " is not between 1 and " + most);
        }
    }
}
