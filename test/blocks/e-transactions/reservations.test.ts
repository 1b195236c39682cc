import { Seconds } from "../../../src/kernel/index.js";
import { sameIdToken, type IdToken } from "../../../src/blocks/c-authorization/index.js";
import { alice, at, bench, bob, carol, type BenchOptions } from "./bench.js";

/** EVSE 1 is reserved for one driver, under the number 7. */
function reservedFor(owner: IdToken, options: BenchOptions = {}) {
  let reserved = true;
  const isOwner = ({ idToken }: { idToken: IdToken }): boolean => sameIdToken(idToken, owner);
  return bench({
    ...options,
    reservations: {
      mayAdmit: () => true,
      admits: (driver, evseId) => !reserved || evseId !== 1 || isOwner(driver),
      isReservedFor: (driver, evseId) => reserved && evseId === 1 && isOwner(driver),
      use(driver, evseId) {
        if (!reserved || evseId !== 1 || !isOwner(driver)) return undefined;
        reserved = false;
        return 7;
      },
    },
  });
}
const idsTold = (b: ReturnType<typeof bench>) => b.events.map(({ reservationId }) => reservationId);

test("E03.FR.03, H01.FR.15 token first: the Started event tells the reservation, and no other", async () => {
  const b = reservedFor(alice, { start: ["Authorized"] });
  await b.swipe(alice, 1);
  b.hardware.actions.plugIn({ ...at, side: "both" });
  await b.clock.advance(Seconds(5));
  expect(idsTold(b)).toEqual([7, undefined, undefined]);
});

test("E02.FR.03, E01.FR.13 cable first: the next event tells it", async () => {
  const b = reservedFor(alice, { start: ["EVConnected"] });
  b.hardware.actions.plugIn({ ...at, side: "both" });
  await b.swipe(alice, 1);
  await b.clock.advance(Seconds(5));
  expect(idsTold(b)).toEqual([undefined, 7, undefined]);
});

test("F02.FR.06 a remote start tells it too", async () => {
  const b = reservedFor(alice, { start: ["Authorized"] });
  b.transactions.startRemotely({ remoteStartId: 3, idToken: alice, evseId: 1 });
  expect(b.events).toMatchObject([{ eventType: "Started", remoteStartId: 3, reservationId: 7 }]);
  await b.clock.advance(Seconds(1));
});

test("H03.FR.01 a stranger's transaction may begin by the cable, but gets no energy", async () => {
  const b = reservedFor(alice);
  b.hardware.actions.plugIn({ ...at, side: "both" });
  await b.swipe(carol, 1);
  await b.clock.advance(Seconds(5));
  expect(b.told()).toEqual(["Started CablePluggedIn EVConnected"]);
  expect(b.transactions.authorizedAt(1)).toBeNull();
  expect(b.asked).toEqual([carol.idToken]); // H03.FR.08: the group could be the one
});

test("H03.FR.01 neither the start button nor a plug alone opens a reserved EVSE", async () => {
  const b = reservedFor(alice);
  b.hardware.actions.plugIn({ ...at, side: "both" });
  b.hardware.actions.pressStart(1);
  expect(b.transactions.authorizedAt(1)).toBeNull();
  b.hardware.actions.pressStart(2);
  expect(b.transactions.authorizedAt(2)).toMatchObject({ type: "NoAuthorization" });
  await b.clock.advance(Seconds(1));
});

test("at the station's one reader, the driver of a reservation gets that EVSE, and a stranger another", async () => {
  const b = reservedFor(alice, { evses: 3 });
  await b.swipe(alice);
  expect(b.transactions.authorizedAt(1)).toEqual(alice);
  const other = reservedFor(alice);
  await other.swipe(bob);
  expect([other.transactions.authorizedAt(1), other.transactions.authorizedAt(2)]).toEqual([null, bob]);
});

test("a stranger who has not chosen an EVSE is not served at the one that is reserved", async () => {
  const b = reservedFor(alice, { evses: 3, accessLock: true });
  await b.swipe(bob);
  expect(b.hardware.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" })).toMatchObject({
    refused: "impossible", // its access is still locked
  });
  const open = reservedFor(alice, { evses: 3 });
  await open.swipe(bob);
  open.hardware.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  expect(open.transactions.authorizedAt(1)).toBeNull();
  open.hardware.actions.plugIn({ evseId: 2, connectorId: 1, side: "both" });
  expect(open.transactions.authorizedAt(2)).toEqual(bob);
});
