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
  all(): Observable<{ [K in keyof Events]: { type: K; event: Events[K] } }[keyof Events]>;
}

/**
 * Makes an {@link EventBus}.
 * @param onListenerError told what a listener threw; the event still reaches the other listeners
 */
export function createEventBus<Events extends object>(
  onListenerError: (error: unknown, type: string) => void,
): EventBus<Events> {
  type AnyEvent = { [K in keyof Events]: { type: K; event: Events[K] } }[keyof Events];
  const subject = new Subject<AnyEvent>();
  const listeners = new Map<keyof Events, Set<(event: never) => void>>();
  return {
    emit(type, event) {
      for (const listener of [...(listeners.get(type) ?? [])]) {
        try {
          (listener as (e: typeof event) => void)(event);
        } catch (error) {
          onListenerError(error, String(type));
        }
      }
      subject.next({ type, event });
    },
    on(type, listener) {
      const set = listeners.get(type) ?? new Set();
      listeners.set(type, set);
      set.add(listener as (event: never) => void);
      return () => void set.delete(listener as (event: never) => void);
    },
    stream: <K extends keyof Events>(type: K) =>
      subject.pipe(
        filter((e) => e.type === type),
        map((e) => e.event as Events[K]),
      ),
    all: () => subject.asObservable(),
  };
}
