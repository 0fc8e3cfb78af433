package io.github.apmatrix.allocate;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A random host of at most 8 domains with guests that want queues, and the exhaustive search for a way to give them. Sets of
 * adapters and domains are bits of a number; bit {@code 8 * adapter + domain} stands for a queue.
 */
final class SmallAllocation {
    private static final int SIDE = 8;
    private static final List<CardMode> MODES = List.of(CardMode.ACCELERATOR, CardMode.CCA, CardMode.EP11);
    /** The device that is on the host, and that no guest of the request has. */
    static final int OTHER = 4;

    final int adapters;
    final int domains;
    final List<Guest> guests = new ArrayList<>();
    private final int[] modes;
    private final int[] generations;
    private final long existing;
    private final long kept;
    private final int clearedAdapters;
    private final int clearedDomains;
    private final int brokenAdapters;
    private final Box other;

    /** Some adapters and some domains. */
    record Box(int adapters, int domains) {
        long cells() {
            long cells = 0;
            for (int adapter = 0; adapter < SIDE; adapter++) {
                cells |= (adapters & (1 << adapter)) == 0 ? 0 : (long) domains << (SIDE * adapter);
            }
            return cells;
        }

        boolean contains(Box part) {
            return (part.adapters & ~adapters) == 0 && (part.domains & ~domains) == 0;
        }

        Matrix matrix() {
            return Matrix.of(adapterSet(adapters), DomainSet.of(mask(domains)));
        }
    }

    /** What a guest requires; -1 stands for any mode. */
    record Guest(
            int number,
            int queues,
            int adapters,
            int mode,
            int generation,
            boolean oneDomain,
            boolean ownDomains,
            int apartFrom,
            Box has,
            boolean mayMove) {
        private boolean isApartFrom(int other) {
            return (apartFrom & (1 << other)) != 0;
        }

        /** What is required of the numbers alone. */
        private boolean isEnough(int countOfAdapters, int countOfDomains) {
            return countOfAdapters >= adapters
                    && countOfDomains >= 1
                    && countOfAdapters * countOfDomains >= queues
                    && (!oneDomain || countOfDomains == 1);
        }

        private Box base() {
            return mayMove ? new Box(0, 0) : has;
        }

        /** Nobody gets better by more than is required: it only takes from others. */
        private boolean isJustEnough(Box box) {
            if (!box.contains(base()) || !isEnough(Integer.bitCount(box.adapters), Integer.bitCount(box.domains))) {
                return false;
            }
            boolean oneAdapterLess = box.adapters != base().adapters
                    && isEnough(Integer.bitCount(box.adapters) - 1, Integer.bitCount(box.domains));
            boolean oneDomainLess = box.domains != base().domains
                    && isEnough(Integer.bitCount(box.adapters), Integer.bitCount(box.domains) - 1);
            return !oneAdapterLess && !oneDomainLess;
        }
    }

    SmallAllocation(long seed, int mostAdapters, int mostDomains, int mostGuests, int mostQueues) {
        Random random = new Random(seed);
        adapters = mostAdapters - (random.nextBoolean() ? 0 : random.nextInt(mostAdapters));
        domains = mostDomains - (random.nextBoolean() ? 0 : random.nextInt(mostDomains));
        modes = IntStream.range(0, SIDE).map(i -> random.nextInt(3)).toArray();
        generations = IntStream.range(0, SIDE).map(i -> 5 + random.nextInt(4)).toArray();
        boolean uniform = random.nextInt(3) > 0;
        if (uniform) {
            Arrays.fill(modes, 1);
        }
        long all = new Box((1 << adapters) - 1, (1 << domains) - 1).cells();
        existing = all & ~(random.nextInt(3) == 0 ? someCells(random, 4) : 0);
        kept = random.nextInt(3) == 0 ? all & someCells(random, 8) : 0;
        brokenAdapters = random.nextInt(6) == 0 ? 1 << random.nextInt(adapters) : 0;
        other = random.nextInt(4) == 0
                ? new Box(random.nextInt(1 << adapters), random.nextInt(1 << domains))
                : new Box(0, 0);
        int count = 1 + random.nextInt(mostGuests);
        int freed = other.adapters;
        for (int number = 0; number < count; number++) {
            boolean like = number > 0 && random.nextInt(3) == 0;
            Guest guest = like ? twin(guests.get(number - 1), number) : guest(random, number, mostQueues, uniform);
            guests.add(guest);
            freed |= guest.has.adapters;
        }
        clearedAdapters = freed | (random.nextBoolean() ? random.nextInt(1 << adapters) : 0);
        clearedDomains = random.nextBoolean() ? random.nextInt(1 << domains) : 0;
    }

    /** One of a number of cells. */
    private static long someCells(Random random, int share) {
        long cells = 0;
        for (int cell = 0; cell < SIDE * SIDE; cell++) {
            cells |= random.nextInt(share) == 0 ? 1L << cell : 0;
        }
        return cells;
    }

    private static Guest twin(Guest guest, int number) {
        return new Guest(
                number,
                guest.queues,
                guest.adapters,
                guest.mode,
                guest.generation,
                guest.oneDomain,
                guest.ownDomains,
                0,
                new Box(0, 0),
                false);
    }

    private Guest guest(Random random, int number, int mostQueues, boolean uniform) {
        int queues = 1 + random.nextInt(mostQueues);
        int apartFrom = random.nextInt(4) == 0 ? 1 << random.nextInt(5) : 0;
        Box has = new Box(0, 0);
        if (random.nextInt(6) == 0) {
            Box wanted = new Box(random.nextInt(1 << adapters), random.nextInt(1 << domains));
            long taken = other.cells();
            for (Guest before : guests) {
                taken |= before.has.cells();
            }
            has = (wanted.cells() & taken) == 0 ? wanted : has;
        }
        return new Guest(
                number,
                queues,
                1 + random.nextInt(random.nextBoolean() ? 1 : 3),
                uniform || random.nextBoolean() ? -1 : random.nextInt(3),
                random.nextInt(4) == 0 ? 5 + random.nextInt(4) : 4,
                random.nextInt(8) == 0,
                random.nextInt(5) == 0,
                apartFrom & ~(1 << number),
                has,
                random.nextInt(3) == 0);
    }

    static MediatedDeviceId id(int number) {
        return MediatedDeviceId.of(new UUID(0x4000L, 0x8000000000000000L + number));
    }

    private static ApMask mask(int bits) {
        return ApMask.of(IntStream.range(0, SIDE).filter(bit -> (bits & (1 << bit)) != 0));
    }

    private static AdapterSet adapterSet(int bits) {
        return AdapterSet.of(mask(bits));
    }

    private static ApQueueSet queues(long cells) {
        return ApQueueSet.copyOf(IntStream.range(0, SIDE * SIDE)
                .filter(cell -> (cells & (1L << cell)) != 0)
                .mapToObj(cell -> ApQueue.of(AdapterId.of(cell / SIDE), DomainId.of(cell % SIDE)))
                .toList());
    }

    // as the library sees it

    HostSnapshot host() {
        HostMasks masks = new HostMasks(
                adapterSet(clearedAdapters).complement(),
                DomainSet.of(mask(clearedDomains)).complement());
        HostSnapshot.Builder host = HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.YES)
                .masks(masks)
                .lpar(ApConfig.of(new Box((1 << adapters) - 1, (1 << domains) - 1).matrix()));
        for (int adapter = 0; adapter < adapters; adapter++) {
            host.add(Card.builder(AdapterId.of(adapter))
                    .type(new CardType(generations[adapter], MODES.get(modes[adapter])))
                    .configured(Answer.of((brokenAdapters & (1 << adapter)) == 0))
                    .build());
        }
        for (ApQueue queue : queues(existing)) {
            host.add(QueueDevice.builder(queue)
                    .driver(DriverBinding.to(masks.isReserved(queue) ? "cex4queue" : "vfio_ap"))
                    .build());
        }
        if (other.adapters + other.domains > 0) {
            host.add(device(OTHER, other));
        }
        guests.stream()
                .filter(guest -> guest.has.adapters + guest.has.domains > 0)
                .forEach(guest -> host.add(device(guest.number, guest.has)));
        return host.build();
    }

    private static MediatedDevice device(int number, Box has) {
        return MediatedDevice.builder(id(number))
                .assignedMatrix(MatrixReading.complete(has.matrix()))
                .guestMatrix(MatrixReading.complete(Matrix.none()))
                .controlDomains(DomainSet.none())
                .build();
    }

    AllocationRequest request() {
        AllocationRequest.Builder request = AllocationRequest.builder().keepForHost(queues(kept));
        for (Guest guest : guests) {
            GuestDemand demand =
                    GuestDemand.of(id(guest.number)).queues(guest.queues).adapters(guest.adapters);
            demand = guest.mode < 0 ? demand : demand.mode(MODES.get(guest.mode));
            demand = guest.generation == 4 ? demand : demand.generation(guest.generation);
            demand = guest.oneDomain ? demand.oneDomain() : demand;
            demand = guest.ownDomains ? demand.ownDomains() : demand;
            demand = guest.mayMove ? demand.mayMove() : demand;
            for (int i = 0; i <= OTHER; i++) {
                demand = guest.isApartFrom(i) ? demand.apartFrom(id(i)) : demand;
            }
            request.guest(demand);
        }
        return request.build();
    }

    // as the oracle sees it

    /** The queues that a guest can get, as long as no other guest wants them. */
    private long possible(Guest guest) {
        long possible = existing & ~kept & ~other.cells();
        int rows = 0;
        int columns = 0;
        for (int cell = 0; cell < SIDE * SIDE; cell++) {
            boolean reserved =
                    (clearedAdapters & (1 << (cell / SIDE))) == 0 && (clearedDomains & (1 << (cell % SIDE))) == 0;
            if (reserved && (kept & (1L << cell)) != 0) {
                rows |= 1 << (cell / SIDE);
                columns |= 1 << (cell % SIDE);
            }
        }
        for (int cell = 0; cell < SIDE * SIDE; cell++) {
            int adapter = cell / SIDE;
            int domain = cell % SIDE;
            boolean reserved = (clearedAdapters & (1 << adapter)) == 0 && (clearedDomains & (1 << domain)) == 0;
            boolean stuck = reserved && (rows & (1 << adapter)) != 0 && (columns & (1 << domain)) != 0;
            boolean fits = (guest.mode < 0 || modes[adapter] == guest.mode)
                    && generations[adapter] >= guest.generation
                    && (brokenAdapters & (1 << adapter)) == 0;
            boolean near = guest.isApartFrom(OTHER) && (other.adapters & (1 << adapter)) != 0;
            boolean owned = guest.ownDomains && (other.domains & (1 << domain)) != 0;
            if (stuck || !fits || near || owned) {
                possible &= ~(1L << cell);
            }
        }
        return possible;
    }

    private List<Box> choices(Guest guest) {
        long possible = possible(guest);
        List<Box> choices = new ArrayList<>();
        for (int rows = 1; rows < 1 << adapters; rows++) {
            for (int columns = 1; columns < 1 << domains; columns++) {
                Box box = new Box(rows, columns);
                if ((box.cells() & ~possible) == 0 && guest.isJustEnough(box)) {
                    choices.add(box);
                }
            }
        }
        return choices;
    }

    private static boolean together(Guest one, Box first, Guest two, Box second) {
        boolean sharesAdapter = (first.adapters & second.adapters) != 0;
        boolean sharesDomain = (first.domains & second.domains) != 0;
        boolean apart = one.isApartFrom(two.number) || two.isApartFrom(one.number);
        boolean owned = one.ownDomains || two.ownDomains;
        return !(sharesAdapter && (sharesDomain || apart)) && !(sharesDomain && owned);
    }

    boolean isPossible() {
        return isPossible(guests);
    }

    /** Returns whether some guests can get their queues, if the others have nothing and want nothing. */
    boolean isPossible(List<Guest> some) {
        return fewest(some, some.stream().map(this::choices).toList(), 0, 0, 0, true) < Integer.MAX_VALUE;
    }

    /** Returns 100 times the fewest adapters plus the fewest domains on so many adapters. */
    int fewest() {
        return fewest(guests, guests.stream().map(this::choices).toList(), 0, 0, 0, false);
    }

    /** Tries everything, or only until something fits. */
    private static int fewest(
            List<Guest> some, List<List<Box>> choices, int next, int rows, int columns, boolean anything) {
        if (next == some.size()) {
            return 100 * Integer.bitCount(rows) + Integer.bitCount(columns);
        }
        int fewest = Integer.MAX_VALUE;
        for (Box box : choices.get(next)) {
            List<List<Box>> left = new ArrayList<>(choices);
            for (int later = next + 1; later < some.size(); later++) {
                int index = later;
                left.set(
                        later,
                        choices.get(later).stream()
                                .filter(choice -> together(some.get(next), box, some.get(index), choice))
                                .toList());
            }
            if (left.subList(next, left.size()).stream().noneMatch(List::isEmpty)) {
                fewest = Math.min(
                        fewest, fewest(some, left, next + 1, rows | box.adapters, columns | box.domains, anything));
            }
            if (anything && fewest < Integer.MAX_VALUE) {
                return fewest;
            }
        }
        return fewest;
    }

    /** What is wrong with an allocation, or nothing. */
    List<String> faults(Allocation allocation) {
        List<String> faults = new ArrayList<>();
        List<Box> given = guests.stream()
                .map(guest -> box(allocation.guests().getOrDefault(id(guest.number), Matrix.none())))
                .toList();
        for (Guest guest : guests) {
            Box box = given.get(guest.number);
            if ((box.cells() & ~possible(guest)) != 0
                    || !box.contains(guest.base())
                    || !guest.isEnough(Integer.bitCount(box.adapters), Integer.bitCount(box.domains))) {
                faults.add("guest " + guest + " got " + box);
            }
            for (Guest second : guests.subList(0, guest.number)) {
                if (!together(guest, box, second, given.get(second.number))) {
                    faults.add("guests " + guest.number + " and " + second.number + " got " + given);
                }
            }
        }
        return faults;
    }

    private static Box box(Matrix matrix) {
        return new Box(
                matrix.adapters().stream().mapToInt(id -> 1 << id.value()).sum(),
                matrix.domains().stream().mapToInt(id -> 1 << id.value()).sum());
    }

    @Override
    public String toString() {
        return host() + "\n" + request();
    }
}
