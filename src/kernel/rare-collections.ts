/**
 * A map that most stations never put anything into. An empty `Map` has room for four entries already; this one has
 * none until the first, which spares a process of many stations much.
 */
export class RareMap<K, V> {
  #entries: Map<K, V> | null = null;

  get size(): number {
    return this.#entries?.size ?? 0;
  }

  get(key: K): V | undefined {
    return this.#entries?.get(key);
  }

  has(key: K): boolean {
    return this.#entries?.has(key) ?? false;
  }

  set(key: K, value: V): this {
    this.#entries ??= new Map();
    this.#entries.set(key, value);
    return this;
  }

  delete(key: K): boolean {
    return this.#entries?.delete(key) ?? false;
  }

  clear(): void {
    this.#entries = null;
  }

  keys(): Iterable<K> {
    return this.#entries?.keys() ?? NONE;
  }

  values(): Iterable<V> {
    return this.#entries?.values() ?? NONE;
  }

  [Symbol.iterator](): Iterator<[K, V]> {
    return (this.#entries ?? NONE)[Symbol.iterator]();
  }
}

/** A set that most stations never put anything into; see {@link RareMap}. */
export class RareSet<T> {
  #members: Set<T> | null = null;

  get size(): number {
    return this.#members?.size ?? 0;
  }

  has(member: T): boolean {
    return this.#members?.has(member) ?? false;
  }

  add(member: T): this {
    this.#members ??= new Set();
    this.#members.add(member);
    return this;
  }

  delete(member: T): boolean {
    return this.#members?.delete(member) ?? false;
  }

  clear(): void {
    this.#members = null;
  }

  [Symbol.iterator](): Iterator<T> {
    return (this.#members ?? NONE)[Symbol.iterator]();
  }
}

const NONE: readonly never[] = [];
