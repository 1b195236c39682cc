import { createEventBus, type EventBus } from "../../src/kernel/index.js";

interface Events {
  opened: { at: number };
  closed: { because: string };
}

describe("An event bus", () => {
  let bus: EventBus<Events>;
  let told: string[];
  let errors: string[];

  beforeEach(() => {
    told = [];
    errors = [];
    bus = createEventBus<Events>((error, type) => errors.push(`${type}: ${String(error)}`));
  });

  it("tells listeners and followers in the order in which they came, each what it waits for", () => {
    bus.on("opened", ({ at }) => told.push(`first ${at}`));
    bus.follow({ opened: ({ at }) => told.push(`second ${at}`), closed: () => told.push("closed") });
    bus.on("opened", ({ at }) => told.push(`third ${at}`));
    bus.emit("opened", { at: 1 });
    expect(told).toEqual(["first 1", "second 1", "third 1"]);
  });

  it("calls a follower's method as its own, and none for an event that it does not name", () => {
    class Door {
      readonly #name = "door";
      opened(): void {
        told.push(this.#name);
      }
    }
    bus.follow(new Door());
    bus.emit("opened", { at: 1 });
    bus.emit("closed", { because: "wind" });
    expect(told).toEqual(["door"]);
    expect(errors).toEqual([]);
  });

  it("tells nobody who has left, and leaving twice does no harm", () => {
    const leave = bus.follow({ opened: () => told.push("follower") });
    const stop = bus.on("opened", () => told.push("listener"));
    bus.on("opened", () => told.push("stays"));
    for (const end of [leave, stop, leave, stop]) end();
    bus.emit("opened", { at: 1 });
    expect(told).toEqual(["stays"]);
  });

  it("still tells who leaves while an event is told, and not who comes", () => {
    const stops: (() => void)[] = [];
    bus.on("opened", () => {
      for (const stop of stops) stop();
      bus.on("opened", () => told.push("late"));
    });
    stops.push(bus.on("opened", () => told.push("leaving")));
    bus.emit("opened", { at: 1 });
    expect(told).toEqual(["leaving"]);
  });

  it("lets a listener that throws hinder nobody", () => {
    bus.follow({
      opened: () => {
        throw new Error("broken");
      },
    });
    bus.on("opened", () => told.push("told"));
    bus.emit("opened", { at: 1 });
    expect([told, errors]).toEqual([["told"], ["opened: Error: broken"]]);
  });

  it("tells every event with its name to who wants all", () => {
    const stop = bus.onAny(({ type }) => told.push(type));
    bus.emit("opened", { at: 1 });
    bus.emit("closed", { because: "wind" });
    stop();
    bus.emit("opened", { at: 2 });
    expect(told).toEqual(["opened", "closed"]);
  });
});
