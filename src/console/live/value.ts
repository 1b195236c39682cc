import { useEffect, useState } from "preact/hooks";

/** A value that changes, and tells who watches it. */
export interface Value<T> {
  get(): T;
  set(value: T): void;
  /** @returns what ends it */
  watch(listener: () => void): () => void;
}

export function createValue<T>(initial: T): Value<T> {
  const listeners = new Set<() => void>();
  let current = initial;
  return {
    get: () => current,
    set(value) {
      if (Object.is(current, value)) return;
      current = value;
      for (const listener of [...listeners]) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The value now; the component is drawn again when it changes. */
export function useValue<T>(value: Value<T>): T {
  const [, redraw] = useState({});
  useEffect(() => {
    redraw({}); // It may have changed since it was drawn.
    return value.watch(() => redraw({}));
  }, [value]);
  return value.get();
}
