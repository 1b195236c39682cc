import { evNegotiationMachine } from "../../../src/blocks/k-smart-charging/ev-negotiation.machine.js";
import {
  createManualClock,
  createSilentLogger,
  Minutes,
  Seconds,
  startActor,
} from "../../../src/kernel/index.js";

function negotiation({ hasNewProfile = false } = {}) {
  const clock = createManualClock();
  const done: string[] = [];
  const note = (what: string) => (): void => void done.push(what);
  const actor = startActor(evNegotiationMachine, {
    clock,
    logger: createSilentLogger(),
    name: "evNegotiation",
    input: {
      tellNeeds: note("tell"),
      offer: note("offer"),
      askEv: note("ask"),
      hasNewProfile: () => hasNewProfile,
      untilOver: () => Minutes(10),
    },
  });
  return { clock, actor, done };
}

test("K15.FR.08 an EV waits 55 s for a profile that was promised, and there is no timer otherwise", async () => {
  const { clock, actor, done } = negotiation();
  expect(clock.pending()).toEqual([]);
  actor.send({ type: "needsTold" });
  actor.send({ type: "answered", willProvide: true });
  await clock.advance(Seconds(54));
  expect(done).toEqual(["tell"]);
  await clock.advance(Seconds(1));
  expect(done).toEqual(["tell", "offer"]);
  expect(clock.pending()).toEqual([]);
});

test("a profile that came before the CSMS has answered is offered at once", () => {
  const { actor, done } = negotiation({ hasNewProfile: true });
  actor.send({ type: "needsTold" });
  actor.send({ type: "profileCame" });
  actor.send({ type: "answered", willProvide: true });
  expect(done).toEqual(["tell", "offer"]);
});

test("K17.FR.01 when a schedule is over the EV is asked, and the CSMS hears of its needs", async () => {
  const { clock, actor, done } = negotiation();
  actor.send({ type: "needsTold" });
  actor.send({ type: "answered", willProvide: false });
  actor.send({ type: "chosen" });
  await clock.advance(Minutes(10));
  expect(done).toEqual(["tell", "offer", "ask"]);
  actor.send({ type: "needsTold" });
  expect(done).toEqual(["tell", "offer", "ask", "tell"]);
});

test("K16.FR.02, K16.FR.09 what was asked for by the station is offered without a word to the CSMS", () => {
  const { actor, done } = negotiation();
  actor.send({ type: "needsTold" });
  actor.send({ type: "answered", willProvide: false });
  actor.send({ type: "chosen" });
  actor.send({ type: "outlookChanged" });
  actor.send({ type: "outlookChanged" });
  actor.send({ type: "needsTold" });
  expect(done).toEqual(["tell", "offer", "ask", "offer"]);
});
