import { randomBytes, randomUUID } from "node:crypto";

/** The only source of chance, so that a run can be repeated by its seed. */
export interface Random {
  /** A UUID, version 4. */
  uuid(): string;
  /** A number from 0 up to but not including 1. */
  fraction(): number;
}

/** Chance from the operating system. */
export function createSystemRandom(): Random {
  return { uuid: () => randomUUID(), fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48 };
}

/**
 * The same sequence for the same seed (mulberry32), for scenarios and tests; not for secrets.
 * @param seed any 32-bit integer
 */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(fraction() * 16).toString(16)).join("");
  return {
    fraction,
    uuid: () =>
      `${hex(8)}-${hex(4)}-4${hex(3)}-${(8 + Math.floor(fraction() * 4)).toString(16)}${hex(3)}-${hex(12)}`,
  };
}
