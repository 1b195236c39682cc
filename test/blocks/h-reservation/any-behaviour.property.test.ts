import fc from "fast-check";
import { Minutes } from "../../../src/kernel/index.js";
import type { ReservationTarget } from "../../../src/blocks/h-reservation/index.js";
import type { ReservableEvse } from "../../../src/blocks/h-reservation/placement.js";
import { alice, bench, bob, carol, type Bench } from "./bench.js";
import { mostPlaced } from "./most-placed.js";

const TYPES = [["A"], ["A", "B"], ["B"]];
const DRIVERS = [alice, bob];
const EVSES = [1, 2, 3];

type Step =
  | { do: "reserve"; id: number; target: ReservationTarget; who: number; minutes: number }
  | { do: "cancel"; id: number }
  | { do: "arrive"; who: number; evse: number }
  | { do: "plug" | "unplug" | "leave" | "fault" | "repair" | "close" | "open"; evse: number }
  | { do: "wait"; minutes: number }
  | { do: "powerCut" };

const evse = fc.constantFrom(...EVSES);
const id = fc.integer({ min: 1, max: 4 });
const who = fc.integer({ min: 0, max: 1 });
const reserve = fc.record({
  do: fc.constant("reserve" as const),
  id,
  who,
  target: fc.oneof(
    fc.constant({}),
    fc.constantFrom("A", "B").map((connectorType) => ({ connectorType })),
    evse.map((evseId) => ({ evseId })),
  ),
  minutes: fc.integer({ min: 1, max: 30 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  reserve,
  reserve,
  fc.record({ do: fc.constant("cancel" as const), id }),
  fc.record({ do: fc.constant("arrive" as const), who, evse }),
  fc.record({
    do: fc.constantFrom("plug", "unplug", "leave", "fault", "repair", "close", "open" as const),
    evse,
  }),
  fc.record({ do: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 15 }) }),
  fc.record({ do: fc.constant("powerCut" as const) }),
) as fc.Arbitrary<Step>;

/** The EVSEs that a driver who comes now could use, by what is seen of them. */
const open = (b: Bench): readonly ReservableEvse[] =>
  b.hardware.evses
    .filter(({ id: evseId }) => ["Available", "Reserved"].includes(b.availability.evseStatus(evseId)))
    .filter(({ id: evseId }) => !b.authorized.has(evseId))
    .map(({ id: evseId, connectors }) => ({
      evseId,
      connectors: connectors.map(({ type }) => ({ type, outOfService: null })),
      use: "free",
    }));

/** What the CSMS knows: reservations that it has made and of whose end it has not heard. */
type Known = Map<number, { readonly target: ReservationTarget; readonly expiresAt: number }>;

function act(b: Bench, s: Exclude<Step, { do: "wait" | "powerCut" }>, known: Known): void {
  const fault = (active: boolean, evseId: number): void =>
    void b.hardware.actions.setFault({ kind: "Faulted", evseId }, active);
  switch (s.do) {
    case "reserve": {
      const idToken = DRIVERS[s.who] ?? alice;
      const expiresAt = b.stationClock.now() + Minutes(s.minutes);
      const targeted = open(b).filter(({ evseId, connectors }) =>
        mostPlaced([s.target], [{ evseId, connectors, use: "free" }]),
      );
      const available = targeted.some(({ evseId }) => b.availability.evseStatus(evseId) === "Available");
      const answer = b.reserve(s.id, { target: s.target, idToken, expiresAt });
      // H01.FR.04, H01.FR.06, H01.FR.23; what is to be replaced may stand in its own way (H01.FR.02).
      if (available || !known.has(s.id)) expect(answer === "Accepted").toBe(available);
      if (answer === "Accepted") known.set(s.id, { target: s.target, expiresAt });
      break;
    }
    case "cancel":
      expect(b.cancel(s.id)).toBe(known.delete(s.id) ? "Accepted" : "Rejected"); // H02.FR.01, H02.FR.02
      break;
    case "arrive": {
      const driver = { idToken: DRIVERS[s.who] ?? alice };
      if (b.authorized.has(s.evse) || b.reservations.admission(driver, s.evse) !== "admitted") break;
      if (!b.availability.usable(s.evse)) break;
      const used = b.reservations.use(driver, s.evse);
      if (used !== undefined) expect(known.delete(used)).toBe(true);
      b.session(s.evse, true);
      break;
    }
    case "leave":
      return b.session(s.evse, false);
    case "plug":
      return b.plug(s.evse);
    case "unplug":
      return b.unplug(s.evse);
    case "fault":
    case "repair":
      return fault(s.do === "fault", s.evse);
    case "close":
    case "open":
      b.availability.change({ evseId: s.evse }, s.do === "close" ? "Inoperative" : "Operative");
  }
}

function check(b: Bench, known: Known): void {
  for (const update of b.told()) {
    const [status, ended] = update.split(" ");
    const reservation = known.get(Number(ended));
    if (status === "Expired") expect(reservation?.expiresAt).toBeLessThanOrEqual(b.stationClock.now()); // H04.FR.01
    expect(known.delete(Number(ended))).toBe(true);
  }
  const targets = [...known.values()].map(({ target }) => target);
  const candidates = open(b);
  // H01.FR.07, H01.FR.09: never more than there is.
  expect(mostPlaced(targets, candidates)).toBe(known.size);
  for (const one of candidates) {
    const needed =
      mostPlaced(
        targets,
        candidates.filter((other) => other !== one),
      ) < known.size;
    // H01.FR.20, H01.FR.23, H01.FR.24, H02.FR.03 to H02.FR.06
    expect([one.evseId, b.availability.evseStatus(one.evseId) === "Reserved"]).toEqual([one.evseId, needed]);
    // A stranger is let in exactly where nobody needs it.
    const stranger = b.reservations.admission({ idToken: carol }, one.evseId);
    expect([one.evseId, stranger]).toEqual([one.evseId, needed ? "refused" : "admitted"]);
    expect(b.reservations.keptAt(one.evseId) !== null).toBe(needed);
  }
  for (const { expiresAt } of known.values()) expect(expiresAt).toBeGreaterThan(b.stationClock.now());
}

test("H01.FR.07, H01.FR.09 whatever happens, never more is reserved than there is, and what is Reserved is needed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      let b = bench(TYPES);
      const known: Known = new Map();
      for (const s of steps) {
        if (s.do === "powerCut") b = await b.afterPowerCut();
        else if (s.do === "wait") await b.clock.advance(Minutes(s.minutes));
        else act(b, s, known);
        await b.settle();
        check(b, known);
      }
      for (const reservationId of [1, 2, 3, 4])
        expect(b.cancel(reservationId)).toBe(known.has(reservationId) ? "Accepted" : "Rejected");
      b.reservations.dispose();
    }),
    { numRuns: 200 },
  );
});
