import fc from "fast-check";
import { TX_POINTS, type TransactionEvent, type TxPoint } from "../../../src/blocks/e-transactions/index.js";
import { Seconds } from "../../../src/kernel/index.js";
import { alice, bench, bob, carol } from "./bench.js";

type Step =
  | { do: "plug" | "unplug"; side: "ev" | "station" | "both"; evse: 1 | 2 }
  | { do: "swipe"; who: 0 | 1 | 2; evse: 1 | 2 | undefined }
  | { do: "bay"; occupied: boolean; evse: 1 | 2 }
  | { do: "suspend" | "resume"; by: "EV" | "EVSE"; evse: 1 | 2 }
  | { do: "wait"; seconds: number }
  | { do: "powerCut" | "network" };

const evse = fc.constantFrom<1 | 2>(1, 2);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom<"plug" | "unplug">("plug", "unplug"),
    side: fc.constantFrom<"ev" | "station" | "both">("ev", "station", "both"),
    evse,
  }),
  fc.record({
    do: fc.constant("swipe" as const),
    who: fc.constantFrom<0 | 1 | 2>(0, 1, 2),
    evse: fc.constantFrom<1 | 2 | undefined>(1, 2, undefined),
  }),
  fc.record({ do: fc.constant("bay" as const), occupied: fc.boolean(), evse }),
  fc.record({
    do: fc.constantFrom<"suspend" | "resume">("suspend", "resume"),
    by: fc.constantFrom<"EV" | "EVSE">("EV", "EVSE"),
    evse,
  }),
  fc.record({ do: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ do: fc.constantFrom<"powerCut" | "network">("powerCut", "network") }),
);
const points = fc.uniqueArray(fc.constantFrom(...TX_POINTS), { minLength: 1, maxLength: 3 });

async function live(start: readonly TxPoint[], stop: readonly TxPoint[], steps: readonly Step[]) {
  let b = bench({ start, stop, variables: { "TxCtrlr.EVConnectionTimeOut": 60 } });
  const events: TransactionEvent[] = [];
  const energyWithoutDriver: string[] = [];
  for (const s of steps) {
    const { actions } = b.hardware;
    if (s.do === "plug") actions.plugIn({ evseId: s.evse, connectorId: 1, side: s.side });
    if (s.do === "unplug") actions.plugOut({ evseId: s.evse, connectorId: 1, side: s.side });
    if (s.do === "swipe") await b.swipe([alice, bob, carol][s.who] ?? alice, s.evse);
    if (s.do === "bay") actions.setParkingBay(s.evse, s.occupied);
    if (s.do === "suspend") actions.suspend(s.evse, s.by);
    if (s.do === "resume") actions.resume(s.evse, s.by);
    if (s.do === "network") b.online = !b.online;
    if (s.do === "wait") await b.clock.advance(Seconds(s.seconds));
    if (s.do === "powerCut") {
      events.push(...b.events);
      b = b.afterPowerCut();
    }
    for (const outlet of b.hardware.evses) {
      if (outlet.energyTransfer === "charging" && !b.transactions.authorizedAt(outlet.id)) {
        energyWithoutDriver.push(`EVSE ${outlet.id} after ${s.do}`);
      }
    }
  }
  events.push(...b.events);
  b.transactions.dispose();
  b.hardware.stop();
  return { events, energyWithoutDriver };
}

test("E01.FR.07, E06 with any start and stop points and any behaviour the events of a transaction are whole", async () => {
  await fc.assert(
    fc.asyncProperty(
      points,
      points,
      fc.array(step, { minLength: 1, maxLength: 14 }),
      async (start, stop, steps) => {
        const { events, energyWithoutDriver } = await live(start, stop, steps);
        expect(energyWithoutDriver).toEqual([]); // C01.FR.01
        for (const id of new Set(events.map((e) => e.transactionId))) {
          const own = events.filter((e) => e.transactionId === id);
          expect(own.map((e) => e.seqNo)).toEqual(own.map((_, n) => n)); // across power cuts as well
          expect(own[0]?.eventType).toBe("Started");
          expect(own.slice(1, -1).every((e) => e.eventType === "Updated")).toBe(true);
          const ended = own.findIndex((e) => e.eventType === "Ended");
          expect(ended === -1 || ended === own.length - 1).toBe(true);
          expect(own.map((e) => e.timestamp)).toEqual(own.map((e) => e.timestamp).sort());
          const registers = own.map((e) => e.context.energyWh);
          expect(registers.slice(1).every((wh, n) => wh >= (registers[n] ?? 0))).toBe(true); // J02.FR.16
          expect(own.filter((e) => e.evse?.connectorId !== undefined).length).toBeLessThanOrEqual(1); // E01.FR.16
        }
      },
    ),
    { numRuns: 150 },
  );
});
