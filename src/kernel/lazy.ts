/** Something that is made when it is first needed: most stations of a crowd never need most of what they could do. */
export class Lazy<T> {
  readonly #make: () => T;
  #made: { readonly value: T } | null = null;

  constructor(make: () => T) {
    this.#make = make;
  }

  /** Makes it, or gives what was made. */
  get value(): T {
    this.#made ??= { value: this.#make() };
    return this.#made.value;
  }

  /** What was made so far, if anything. */
  get made(): T | null {
    return this.#made?.value ?? null;
  }
}
