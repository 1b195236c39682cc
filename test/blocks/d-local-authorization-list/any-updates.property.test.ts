import fc from "fast-check";
import type { IdTokenInfo } from "../../../src/blocks/c-authorization/index.js";
import type { ListEntry, ListUpdate } from "../../../src/blocks/d-local-authorization-list/index.js";
import { bench, card, powerFailsAt } from "./support.js";

const TOKENS = ["A", "a", "B", "C", "D", "E"];
const MOST_ENTRIES = 3;
const MOST_ITEMS = 4;

const info = fc.record<IdTokenInfo>({ status: fc.constantFrom("Accepted", "Blocked", "Invalid") });
const entry: fc.Arbitrary<ListEntry> = fc
  .record({ id: fc.constantFrom(...TOKENS), info: fc.option(info, { nil: undefined, freq: 3 }) })
  .map(({ id, info: given }) => ({ idToken: card(id), ...(given && { info: given }) }));
const update: fc.Arbitrary<ListUpdate> = fc.record({
  type: fc.constantFrom("Full", "Differential"),
  version: fc.integer({ min: -1, max: 12 }),
  entries: fc.array(entry, { maxLength: MOST_ITEMS + 1 }),
  bytes: fc.constant(100),
});
/** What happens to a station: an update, the power failing at one of its writes, a switch. */
const happening = fc.oneof(
  { weight: 6, arbitrary: update.map((one) => ({ kind: "update" as const, update: one })) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("cut" as const), update, at: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "restart" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "toggle" as const }) },
);

/** What a list is, in the simplest words. */
interface Model {
  version: number;
  content: Map<string, string>;
}

/** What must come of an update: the next list and the status. */
function expected(
  { version, content }: Model,
  { type, version: wanted, entries }: ListUpdate,
): [Model, string] {
  const now = { version, content };
  if (type === "Differential" && wanted <= version) return [now, "VersionMismatch"];
  const keys = entries.map(({ idToken }) => idToken.idToken.toUpperCase());
  const next = new Map(type === "Full" ? [] : content);
  for (const { idToken, info: given } of entries) {
    if (given) next.set(idToken.idToken.toUpperCase(), given.status);
    else next.delete(idToken.idToken.toUpperCase());
  }
  const wrong =
    wanted < 1 ||
    entries.length > MOST_ITEMS ||
    new Set(keys).size < keys.length ||
    (type === "Full" && entries.some((one) => one.info === undefined)) ||
    next.size > MOST_ENTRIES;
  return wrong ? [now, "Failed"] : [{ version: wanted, content: next }, "Accepted"];
}

test("D01.FR.04 to D01.FR.19: after any updates, failures and power cuts the list is what a simple model says", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 25 }), (happenings) => {
      const { open, variables, store, shown } = bench({
        entries: MOST_ENTRIES,
        itemsPerMessage: MOST_ITEMS,
      });
      let list = open();
      let model: Model = { version: 0, content: new Map() };
      let enabled = true;
      for (const one of happenings) {
        if (one.kind === "restart") list = open();
        if (one.kind === "toggle") {
          enabled = !enabled;
          variables.update("LocalAuthListCtrlr.Enabled", String(enabled));
        }
        if (one.kind === "update" || one.kind === "cut") {
          const [next, status] = enabled ? expected(model, one.update) : [model, "Failed"];
          const dying = one.kind === "cut" ? open(powerFailsAt(store, one.at)) : list;
          const outcome = dying.update(one.update);
          const cutShort = one.kind === "cut" && status === "Accepted" && outcome.status === "Failed";
          if (!cutShort) {
            expect(outcome.status).toBe(status);
            model = next;
          }
          if (one.kind === "cut") list = open();
        }
        expect(list.version).toBe(enabled ? model.version : 0);
        expect(list.size).toBe(model.content.size);
        expect(shown()[0]).toBe(model.content.size);
        for (const id of TOKENS) {
          const status = model.content.get(id.toUpperCase());
          expect(list.stored(card(id))?.status).toBe(status);
          expect(list.find(card(id))?.status).toBe(enabled ? status : undefined);
        }
      }
      const bytes = store
        .table("localAuthorizationList")
        .entries()
        .reduce((sum, [key, value]) => sum + key.length + JSON.stringify(value).length, 0);
      expect(shown()[1]).toBe(bytes);
    }),
    { numRuns: 300 },
  );
});
