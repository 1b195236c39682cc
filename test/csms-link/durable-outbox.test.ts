import { DurableOutbox } from "../../src/csms-link/durable-outbox.js";
import type { OutboxCodec } from "../../src/csms-link/index.js";
import { createMemoryStore, createSilentLogger, orderedKey, type Store } from "../../src/kernel/index.js";

interface Note {
  readonly text: string;
  readonly offline?: boolean;
}

const told: string[] = [];
const codec: OutboxCodec<Note> = {
  encode: (note) =>
    note.text === "silent" ? null : { action: "DataTransfer", payload: { data: note.text } },
  delivered: (note) => void told.push(`delivered ${note.text}`),
  discarded: (note, failure) => void told.push(`discarded ${note.text}: ${failure.kind}`),
  wentOffline: (note) => ({ ...note, offline: true }),
};

function open(store: Store, use: OutboxCodec<Note> = codec): DurableOutbox {
  const outbox = new DurableOutbox({ store, logger: createSilentLogger(), wake: () => undefined });
  outbox.register("note", use);
  return outbox;
}
const texts = (outbox: DurableOutbox): string[] => outbox.waiting().map(({ fact }) => (fact as Note).text);

beforeEach(() => void told.splice(0));

test("facts leave in the order of their coming, also after a power cut", () => {
  const store = createMemoryStore();
  const before = open(store);
  for (const text of ["a", "b", "c"]) before.enqueue("note", { text });
  before.prepare("ocpp2.0.1")?.delivered({}, "ocpp2.0.1");

  const after = open(store);
  after.enqueue("note", { text: "d" });
  expect(texts(after)).toEqual(["b", "c", "d"]);
  expect(after.length).toBe(3);
  expect(after.prepare("ocpp2.0.1")).toMatchObject({ action: "DataTransfer", payload: { data: "b" } });
});

test("numbers are never used again, even when the queue ran empty before a restart", () => {
  const store = createMemoryStore();
  const before = open(store);
  before.enqueue("note", { text: "a" });
  const used = before.prepare("ocpp2.0.1");
  used?.delivered({}, "ocpp2.0.1");
  const after = open(store);
  after.enqueue("note", { text: "b" });
  expect(after.prepare("ocpp2.0.1")?.number).toBe((used?.number ?? 0) + 1);
});

test("a transaction of the caller that rolls back takes its facts with it, and the next one keeps the order", () => {
  const store = createMemoryStore();
  const outbox = open(store);
  outbox.enqueue("note", { text: "kept" });
  expect(() =>
    store.transaction(() => {
      outbox.enqueue("note", { text: "lost" });
      expect(outbox.length).toBe(2);
      throw new Error("disk full");
    }),
  ).toThrow("disk full");
  expect(outbox.length).toBe(1);
  outbox.enqueue("note", { text: "next" });
  expect(texts(outbox)).toEqual(["kept", "next"]);
});

test("delivered and the removal are one transaction", () => {
  const store = createMemoryStore();
  const seen: number[] = [];
  const outbox: DurableOutbox = open(store, {
    ...codec,
    delivered: () => {
      seen.push(outbox.length);
      outbox.enqueue("note", { text: "follow-up" });
    },
  });
  outbox.enqueue("note", { text: "a" });
  outbox.prepare("ocpp2.0.1")?.delivered({}, "ocpp2.0.1");
  expect(seen).toEqual([0]);
  expect(texts(outbox)).toEqual(["follow-up"]);
});

test("a delivered() that throws undoes its writes, but the fact is not sent again", () => {
  const store = createMemoryStore();
  const outbox = open(store, {
    ...codec,
    delivered: () => {
      store.table("elsewhere").put("half", true);
      throw new Error("bug");
    },
  });
  outbox.enqueue("note", { text: "a" });
  outbox.prepare("ocpp2.0.1")?.delivered({}, "ocpp2.0.1");
  expect(outbox.length).toBe(0);
  expect(store.table("elsewhere").get("half")).toBeUndefined();
});

test("a fact with nothing to say in this version is dropped for good", () => {
  const store = createMemoryStore();
  const outbox = open(store);
  outbox.enqueue("note", { text: "silent" });
  outbox.enqueue("note", { text: "loud" });
  expect(outbox.prepare("ocpp1.6")).toMatchObject({ payload: { data: "loud" } });
  expect(texts(open(store))).toEqual(["loud"]);
});

test("a kind that this release does not know is kept aside and holds nothing up", () => {
  const store = createMemoryStore();
  const newer = open(store);
  newer.register("future", codec);
  newer.enqueue("future", { text: "from a newer release" });
  newer.enqueue("note", { text: "a" });

  const older = open(store);
  expect(older.prepare("ocpp2.0.1")).toMatchObject({ payload: { data: "a" } });
  expect(texts(older)).toEqual(["a"]);
  expect(store.table("outboxAside").entries()).toEqual([
    [orderedKey(0), { kind: "future", fact: { text: "from a newer release" } }],
  ]);
});

test("a fact that cannot be put into words is kept aside and holds nothing up", () => {
  const store = createMemoryStore();
  const outbox = open(store, {
    ...codec,
    encode: (note, version) => {
      if (note.text === "broken") throw new Error("bug");
      return codec.encode(note, version);
    },
  });
  outbox.enqueue("note", { text: "broken" });
  outbox.enqueue("note", { text: "a" });
  expect(outbox.prepare("ocpp2.0.1")).toMatchObject({ payload: { data: "a" } });
  expect(store.table("outboxAside").entries()).toHaveLength(1);
});

test("E11.FR.07 every waiting fact learns on disk that the station went offline, each once", () => {
  const store = createMemoryStore();
  let changes = 0;
  const outbox = open(store, {
    ...codec,
    wentOffline: (note) => {
      changes++;
      return { ...note, offline: true };
    },
  });
  outbox.enqueue("note", { text: "a" });
  outbox.enqueue("note", { text: "b" });
  outbox.wentOffline();
  outbox.wentOffline();
  expect(changes).toBe(2);
  outbox.enqueue("note", { text: "c" });
  expect(
    open(store)
      .waiting()
      .map(({ fact }) => fact),
  ).toEqual([{ text: "a", offline: true }, { text: "b", offline: true }, { text: "c" }]);
});

test("a kind that was not taught is refused, and twice the same kind as well", () => {
  const outbox = open(createMemoryStore());
  expect(() => outbox.enqueue("unheard-of", {})).toThrow(/does not know/);
  expect(() => outbox.register("note", codec)).toThrow(/knows note already/);
  expect(outbox.length).toBe(0);
});
