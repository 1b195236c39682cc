import fc from "fast-check";
import {
  canDoWithout,
  keptEvses,
  place,
  placesFor,
  serves,
  type ReservableEvse,
} from "../../../src/blocks/h-reservation/placement.js";
import type { ReservationTarget } from "../../../src/blocks/h-reservation/index.js";
import { mostPlaced } from "./most-placed.js";

type Use = ReservableEvse["use"];

const evse = (evseId: number, types = "A", use: Use = "free"): ReservableEvse => ({
  evseId,
  connectors: [...types].map((type) => ({ type, outOfService: null })),
  use,
});
const reserved = (...targets: ReservationTarget[]) =>
  targets.map((target, index) => ({ reservationId: index + 1, target }));
const ANY = {};
const at = (evseId: number): ReservationTarget => ({ evseId });
const type = (connectorType: string): ReservationTarget => ({ connectorType });

test.each<[what: string, targets: ReservationTarget[], evses: ReservableEvse[], kept: number[]]>([
  ["nothing is kept for nobody", [], [evse(1), evse(2)], []],
  ["H01.FR.23 the EVSE that is named", [at(2)], [evse(1), evse(2)], [2]],
  ["H01.FR.07 none of two for one who names none", [ANY], [evse(1), evse(2)], []],
  ["H01.FR.20 both of two for two", [ANY, ANY], [evse(1), evse(2)], [1, 2]],
  ["H01.FR.20 the only one", [ANY], [evse(1)], [1]],
  [
    "H01.FR.20 the one that is left when the other is occupied",
    [ANY],
    [evse(1, "A", "occupied"), evse(2)],
    [2],
  ],
  ["H01.FR.24 all of a type", [type("A")], [evse(1, "A"), evse(2, "B")], [1]],
  ["H01.FR.24 with all its connectors, of other types too", [type("A")], [evse(1, "AB"), evse(2, "B")], [1]],
  ["H01.FR.09 none of a type while there are more", [type("A")], [evse(1, "A"), evse(2, "A")], []],
  ["one is named, so the other is kept for who names none", [at(1), ANY], [evse(1), evse(2)], [1, 2]],
  [
    "one who names none can give way to one of a type",
    [ANY, type("A")],
    [evse(1, "A"), evse(2, "B"), evse(3, "B")],
    [1],
  ],
  ["and not where two are left for two", [ANY, type("A")], [evse(1, "A"), evse(2, "B")], [1, 2]],
  ["G01.FR.09 an EV plugged in does not end the keeping", [at(1)], [evse(1, "A", "plugged"), evse(2)], [1]],
  ["but another is taken where there is one", [ANY], [evse(1, "A", "plugged"), evse(2)], [2]],
  ["B11.FR.05 an EVSE that resets is kept", [at(1)], [evse(1, "A", "suspended")], [1]],
  [
    "what is suspended is not counted on while there is another",
    [ANY],
    [evse(1, "A", "suspended"), evse(2)],
    [2],
  ],
])("%s", (_what, targets, evses, kept) => {
  expect(keptEvses(reserved(...targets), evses)).toEqual(kept);
});

test("of too many the later ones have no place, and the earlier may have to move for each other", () => {
  const evses = [evse(1), evse(2)];
  expect([...place(reserved(ANY, at(1)), evses)]).toEqual(
    expect.arrayContaining([
      [1, 2],
      [2, 1],
    ]),
  );
  expect([...place(reserved(at(1), ANY, at(1)), evses).keys()].sort()).toEqual([1, 2]);
});

test("a connector that is out of service serves nobody; another of the EVSE may", () => {
  const half: ReservableEvse = {
    evseId: 1,
    connectors: [
      { type: "A", outOfService: "Faulted" },
      { type: "B", outOfService: null },
    ],
    use: "free",
  };
  expect(
    [at(1), ANY, type("A"), type("B"), { evseId: 1, connectorType: "A" }].map((t) => serves(half, t)),
  ).toEqual([true, true, false, true, false]);
});

// The same by trying out all that is possible.

const target = fc.oneof(
  fc.constant<ReservationTarget>({}),
  fc.constantFrom(1, 2, 3, 4).map(at),
  fc.constantFrom("A", "B").map(type),
);
const someEvses = fc
  .array(
    fc.record({
      types: fc.constantFrom("A", "B", "AB"),
      use: fc.constantFrom<Use>("free", "free", "plugged", "suspended", "occupied"),
      broken: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) =>
    list.map(({ types, use, broken }, index): ReservableEvse => {
      const whole = evse(index + 1, types, use);
      const [first, ...rest] = whole.connectors;
      return broken && first
        ? { ...whole, connectors: [{ ...first, outOfService: "Faulted" }, ...rest] }
        : whole;
    }),
  );

test("placing is best possible, gives no EVSE twice, and only to whom it serves", () => {
  fc.assert(
    fc.property(fc.array(target, { maxLength: 5 }), someEvses, (targets, evses) => {
      const placed = place(reserved(...targets), evses);
      expect(placed.size).toBe(mostPlaced(targets, evses));
      expect(new Set(placed.values()).size).toBe(placed.size);
      for (const [id, evseId] of placed) {
        const chosen = evses.find((one) => one.evseId === evseId);
        expect(chosen && serves(chosen, targets[id - 1] ?? {})).toBe(true);
      }
      // The earlier come first: each prefix has as many places as it could have alone.
      targets.forEach((_target, index) => {
        const ids = [...placed.keys()].filter((id) => id <= index + 1);
        expect(ids).toHaveLength(mostPlaced(targets.slice(0, index + 1), evses));
      });
    }),
    { numRuns: 300 },
  );
});

test("an EVSE is kept exactly where without it fewer reservations have a place", () => {
  fc.assert(
    fc.property(fc.array(target, { maxLength: 4 }), someEvses, (targets, evses) => {
      const reservations = reserved(...targets);
      const places = placesFor(reservations, evses);
      const kept = keptEvses(reservations, evses);
      for (const one of places) {
        const fewer =
          mostPlaced(
            targets,
            places.filter((other) => other !== one),
          ) < mostPlaced(targets, places);
        expect(kept.includes(one.evseId)).toBe(fewer);
        expect(canDoWithout(one.evseId, reservations, places)).toBe(!fewer);
        if (one.use !== "free") expect(fewer).toBe(true);
      }
      // Leaving out what is plugged or suspended costs nobody a place.
      const all = evses.filter(({ use }) => use !== "occupied");
      expect(mostPlaced(targets, places)).toBe(mostPlaced(targets, all));
    }),
    { numRuns: 300 },
  );
});
