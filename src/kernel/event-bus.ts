/** Stops a subscription; may be called more than once. */
export type Unsubscribe = () => void;

/** What an object does at events, by their names; those that it does not name pass it by. */
export type Follower<Events extends object> = {
  [K in keyof Events]?: (event: Events[K]) => void;
};

/** An event with its name. */
export type AnyEvent<Events extends object> = {
  [K in keyof Events]: { type: K; event: Events[K] };
}[keyof Events];

/**
 * A typed event bus: `Events` maps an event's name to what it carries. Names are facts in camelCase
 * (`cablePluggedIn`). Delivery is synchronous and in order; a throwing listener does not hinder the others.
 */
export interface EventBus<Events extends object> {
  /** Tells all listeners. */
  emit<K extends keyof Events>(type: K, event: Events[K]): void;
  /** Calls `listener` for every later event of that name. */
  on<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): Unsubscribe;
  /** Calls the method of `follower` that has the name of a later event; for who listens to several. */
  follow(follower: Follower<Events>): Unsubscribe;
  /** Calls `listener` for every later event, with its name. */
  onAny(listener: (fact: AnyEvent<Events>) => void): Unsubscribe;
}

/**
 * Makes an {@link EventBus}.
 * @param onListenerError told what a listener threw; the event still reaches the other listeners
 */
export function createEventBus<Events extends object>(
  onListenerError: (error: unknown, type: string) => void,
): EventBus<Events> {
  return new Bus<Events>(onListenerError);
}

/** One of those who listen; each kind picks out what concerns it. */
interface Ear<Events extends object> {
  hear<K extends keyof Events>(type: K, event: Events[K]): void;
  /** Whether this is the ear of who said `tell`, for events of that name. */
  isOf(tell: unknown, type?: keyof Events): boolean;
}

class EarForOne<Events extends object> implements Ear<Events> {
  readonly #type: keyof Events;
  readonly #tell: (event: never) => void;

  constructor(type: keyof Events, tell: (event: never) => void) {
    this.#type = type;
    this.#tell = tell;
  }

  hear<K extends keyof Events>(type: K, event: Events[K]): void {
    if (type === this.#type) (this.#tell as (event: Events[K]) => void)(event);
  }

  isOf(tell: unknown, type: keyof Events): boolean {
    return tell === this.#tell && type === this.#type;
  }
}

class EarOfFollower<Events extends object> implements Ear<Events> {
  readonly #follower: Follower<Events>;

  constructor(follower: Follower<Events>) {
    this.#follower = follower;
  }

  hear<K extends keyof Events>(type: K, event: Events[K]): void {
    this.#follower[type]?.(event);
  }

  isOf(tell: unknown, type?: keyof Events): boolean {
    return type === undefined && tell === this.#follower;
  }
}

class EarForAll<Events extends object> implements Ear<Events> {
  readonly #tell: (fact: AnyEvent<Events>) => void;

  constructor(tell: (fact: AnyEvent<Events>) => void) {
    this.#tell = tell;
  }

  hear<K extends keyof Events>(type: K, event: Events[K]): void {
    this.#tell({ type, event });
  }

  isOf(tell: unknown, type?: keyof Events): boolean {
    return type === undefined && tell === this.#tell;
  }
}

const NOBODY: readonly never[] = [];

/** A class, so that the many buses of many stations share their methods. */
class Bus<Events extends object> implements EventBus<Events> {
  readonly #onListenerError: (error: unknown, type: string) => void;
  /** In the order in which they came. Replaced, never changed: one that is being told stays as it is. */
  #ears: readonly Ear<Events>[] = NOBODY;

  constructor(onListenerError: (error: unknown, type: string) => void) {
    this.#onListenerError = onListenerError;
  }

  emit<K extends keyof Events>(type: K, event: Events[K]): void {
    for (const ear of this.#ears) {
      try {
        ear.hear(type, event);
      } catch (error) {
        this.#onListenerError(error, String(type));
      }
    }
  }

  on<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): Unsubscribe {
    if (!this.#ears.some((ear) => ear.isOf(listener, type)))
      this.#open(new EarForOne<Events>(type, listener));
    return () => this.#close(listener, type);
  }

  follow(follower: Follower<Events>): Unsubscribe {
    this.#open(new EarOfFollower(follower));
    return () => this.#close(follower);
  }

  onAny(listener: (fact: AnyEvent<Events>) => void): Unsubscribe {
    this.#open(new EarForAll(listener));
    return () => this.#close(listener);
  }

  #open(ear: Ear<Events>): void {
    // Not by spreading, which leaves room for sixteen more.
    this.#ears = this.#ears.concat(ear);
  }

  #close(tell: unknown, type?: keyof Events): void {
    this.#ears = this.#ears.filter((ear) => !ear.isOf(tell, type));
  }
}
