import { Subject, filter, map, type Observable } from "rxjs";

/** Stops a subscription; may be called more than once. */
export type Unsubscribe = () => void;

/** What an object does at events, by their names; those that it does not name pass it by. */
export type Follower<Events extends object> = {
  [K in keyof Events]?: (event: Events[K]) => void;
};

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
  /** The events of one name as an rxjs stream. */
  stream<K extends keyof Events>(type: K): Observable<Events[K]>;
  /** All events, with their names, as an rxjs stream. */
  all(): Observable<AnyEvent<Events>>;
}

type AnyEvent<Events extends object> = {
  [K in keyof Events]: { type: K; event: Events[K] };
}[keyof Events];

/**
 * Makes an {@link EventBus}.
 * @param onListenerError told what a listener threw; the event still reaches the other listeners
 */
export function createEventBus<Events extends object>(
  onListenerError: (error: unknown, type: string) => void,
): EventBus<Events> {
  return new Bus<Events>(onListenerError);
}

/** Who waits for events of one name. */
class Listener<Events extends object> {
  readonly type: keyof Events;
  readonly tell: (event: never) => void;

  constructor(type: keyof Events, tell: (event: never) => void) {
    this.type = type;
    this.tell = tell;
  }
}

const NOBODY: readonly never[] = [];

/** A class, so that the many buses of many stations share their methods; the stream is made for who wants one. */
class Bus<Events extends object> implements EventBus<Events> {
  readonly #onListenerError: (error: unknown, type: string) => void;
  /** In the order in which they came. Replaced, never changed: one that is being told stays as it is. */
  #audience: readonly (Listener<Events> | Follower<Events>)[] = NOBODY;
  #subject: Subject<AnyEvent<Events>> | null = null;

  constructor(onListenerError: (error: unknown, type: string) => void) {
    this.#onListenerError = onListenerError;
  }

  emit<K extends keyof Events>(type: K, event: Events[K]): void {
    for (const one of this.#audience) {
      try {
        if (!(one instanceof Listener)) one[type]?.(event);
        else if (one.type === type) (one.tell as (e: typeof event) => void)(event);
      } catch (error) {
        this.#onListenerError(error, String(type));
      }
    }
    this.#subject?.next({ type, event });
  }

  on<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): Unsubscribe {
    const known = this.#audience.some(
      (one) => one instanceof Listener && one.type === type && one.tell === listener,
    );
    if (!known) this.#join(new Listener<Events>(type, listener));
    return () => {
      this.#audience = this.#audience.filter(
        (one) => !(one instanceof Listener && one.type === type && one.tell === listener),
      );
    };
  }

  follow(follower: Follower<Events>): Unsubscribe {
    this.#join(follower);
    return () => {
      this.#audience = this.#audience.filter((one) => one !== follower);
    };
  }

  stream<K extends keyof Events>(type: K): Observable<Events[K]> {
    return this.all().pipe(
      filter((e) => e.type === type),
      map((e) => e.event as Events[K]),
    );
  }

  all(): Observable<AnyEvent<Events>> {
    this.#subject ??= new Subject();
    return this.#subject.asObservable();
  }

  #join(one: Listener<Events> | Follower<Events>): void {
    // Not by spreading, which leaves room for sixteen more.
    this.#audience = this.#audience.concat(one);
  }
}
