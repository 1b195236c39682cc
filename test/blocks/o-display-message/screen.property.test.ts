import fc from "fast-check";
import {
  composeScreen,
  screenLasts,
  TURN,
  type DisplayMessage,
  type MessagePriority,
  type MessageState,
  type ScreenFacts,
} from "../../../src/blocks/o-display-message/index.js";

const PRIORITIES: readonly MessagePriority[] = ["AlwaysFront", "InFront", "NormalCycle"];
const STATES: readonly MessageState[] = ["Charging", "Faulted", "Idle", "Unavailable"];
const NOW = 1_000_000;

const anyMessage = (id: number): fc.Arbitrary<DisplayMessage> =>
  fc
    .record({
      priority: fc.constantFrom(...PRIORITIES),
      state: fc.option(fc.constantFrom(...STATES), { nil: undefined }),
      from: fc.option(fc.integer({ min: NOW - 2, max: NOW + 20_000 }), { nil: undefined }),
      until: fc.option(fc.integer({ min: NOW - 2, max: NOW + 20_000 }), { nil: undefined }),
    })
    .map(({ priority, state, from, until }) => ({
      id,
      priority,
      ...(state && { state }),
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
      contents: [{ format: "UTF8", content: `message ${id}` }],
    }));

const anyFacts: fc.Arbitrary<ScreenFacts> = fc
  .record({
    messages: fc
      .integer({ min: 0, max: 6 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyMessage(index)))),
    elapsed: fc.integer({ min: 0, max: 100_000 }),
    state: fc.constantFrom(...STATES),
    question: fc.constantFrom([], ["which one?"]),
  })
  .map((facts) => ({ now: NOW, notices: [], language: "en", severalEvses: true, ...facts }));

/** What O01.FR.06, .07 and the state say, in other words than the code. */
const mayBeShown = (
  { from = -Infinity, until = Infinity, state }: DisplayMessage,
  facts: ScreenFacts,
): boolean => facts.now >= from && facts.now < until && [undefined, facts.state].includes(state);

const shownMessage = (facts: ScreenFacts): DisplayMessage | undefined => {
  const { id } = composeScreen(facts)[0] ?? {};
  return facts.messages.find((message) => message.id === id);
};

test("O01.FR.06, O01.FR.07, O01.FR.12, O01.FR.13, O01.FR.15, O02.FR.14, O02.FR.15, O02.FR.17 one message is shown if any may be, of the highest priority", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const candidates = facts.messages.filter((message) => mayBeShown(message, facts));
      const shown = shownMessage(facts);
      if (candidates.length === 0) return expect(shown).toBeUndefined();
      expect(candidates).toContain(shown);
      const better = candidates.filter(
        ({ priority }) => PRIORITIES.indexOf(priority) < PRIORITIES.indexOf(shown?.priority ?? "NormalCycle"),
      );
      expect(better).toEqual([]);
    }),
  );
});

test("O01.FR.15 the station's own lines override no message, and stand below it", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const without = composeScreen({ ...facts, question: [] });
      expect(composeScreen(facts)).toEqual([
        ...without,
        ...facts.question.map((content) => ({ content, format: "UTF8" })),
      ]);
    }),
  );
});

test("O01.FR.12, O01.FR.14, O02.FR.16 all that may be shown take turns, each as often as the others", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const timeless = { ...facts, messages: facts.messages.map(({ from: _, until: __, ...rest }) => rest) };
      const first = shownMessage(timeless);
      const turns = timeless.messages.filter(
        (message) => mayBeShown(message, timeless) && message.priority === first?.priority,
      );
      const round = turns.map((_, index) =>
        shownMessage({ ...timeless, elapsed: timeless.elapsed + index * TURN }),
      );
      expect(new Set(round)).toEqual(new Set(turns));
    }),
  );
});

test("until the screen is said to change, it does not; and it has no timer where it never does", () => {
  fc.assert(
    fc.property(anyFacts, fc.nat(), (facts, some) => {
      const lasts = screenLasts(facts);
      const span = lasts === null ? some : some % lasts;
      const later = { ...facts, now: facts.now + span, elapsed: facts.elapsed + span };
      expect(composeScreen(later)).toEqual(composeScreen(facts));
      if (lasts !== null) expect(lasts).toBeGreaterThan(0);
    }),
  );
});

test("a single message needs no timer", () => {
  const facts: ScreenFacts = {
    now: NOW,
    elapsed: 0,
    state: "Idle",
    messages: [{ id: 1, priority: "NormalCycle", contents: [{ format: "UTF8", content: "one" }] }],
    question: [],
    notices: [],
    language: "en",
    severalEvses: false,
  };
  expect(screenLasts(facts)).toBeNull();
});
