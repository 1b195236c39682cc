import { Subject, filter, map, type Observable } from "rxjs";

/** Stops a subscription; may be called more than once. */
export type Unsubscribe = () => void;

/**
 * A typed event bus: `Events` maps an event's name to what it carries. Names are facts in camelCase
 * (`cablePluggedIn`). Delivery is synchronous and in order; a throwing listener does not hinder the others.
 */
export interface EventBus<Events extends object> {
  /** Tells all listeners. */
  emit<K extends keyof Events>(type: K, event: Events[K]): void;
  /** Calls `listener` for every later event of that name. */
  on<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): Unsubscribe;
  /** The events of one name as an rxjs stream. */
  stream<K extends keyof Events>(type: K): Observable<Events[K]>;
  /** All events, with their names, as an rxjs stream. */
  all(): Observable<AnyEvent<Events>>;
}

type AnyEvent<Events extends object> = {
  [K in keyof Events]: { type: K; event: Events[K] };
}[keyof Events];

type Listener = (event: never) => void;

/**
 * Makes an {@link EventBus}.
 * @param onListenerError told what a listener threw; the event still reaches the other listeners
 */
export function createEventBus<Events extends object>(
  onListenerError: (error: unknown, type: string) => void,
): EventBus<Events> {
  return new Bus<Events>(onListenerError);
}

/** A class, so that the many buses of many stations share their methods; the stream is made for who wants one. */
class Bus<Events extends object> implements EventBus<Events> {
  readonly #onListenerError: (error: unknown, type: string) => void;
  /** Lists are replaced, never changed: one that is being told stays as it is. */
  readonly #listeners = new Map<keyof Events, readonly Listener[]>();
  #subject: Subject<AnyEvent<Events>> | null = null;

  constructor(onListenerError: (error: unknown, type: string) => void) {
    this.#onListenerError = onListenerError;
  }

  emit<K extends keyof Events>(type: K, event: Events[K]): void {
    for (const listener of this.#of(type)) {
      try {
        (listener as (e: typeof event) => void)(event);
      } catch (error) {
        this.#onListenerError(error, String(type));
      }
    }
    this.#subject?.next({ type, event });
  }

  on<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): Unsubscribe {
    const known = this.#of(type);
    // Not by spreading, which leaves room for sixteen more.
    if (!known.includes(listener)) this.#listeners.set(type, known.concat(listener));
    return () => {
      this.#listeners.set(
        type,
        this.#of(type).filter((other) => other !== listener),
      );
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

  #of(type: keyof Events): readonly Listener[] {
    return this.#listeners.get(type) ?? [];
  }
}
