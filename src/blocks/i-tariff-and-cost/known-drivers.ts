import type { DriverInfo, DriverToken, PersonalMessage } from "./interface.js";

/** What is known of a driver. */
export interface Driver {
  readonly tariff: PersonalMessage | null;
  /** The most wanted first. */
  readonly languages: readonly string[];
}

const UNKNOWN: Driver = { tariff: null, languages: [] };

/** Drivers that are remembered without charging: each who presents a token may be about to. */
const MOST_REMEMBERED = 16;

/** What CSMSs said of drivers, for as long as they charge. In memory alone (C10.FR.09). */
export interface KnownDrivers {
  /** Somebody is authorized anew: of an earlier tariff nothing is known any more. */
  begin(idToken: DriverToken, info: DriverInfo): void;
  /** More was said; what is not mentioned stays. */
  learn(idToken: DriverToken, info: DriverInfo): void;
  of(idToken: DriverToken): Driver;
}

const keyOf = ({ idToken, type }: DriverToken): string => `${type}:${idToken.toLowerCase()}`;

/** @param charging drivers who must not be forgotten now */
export function createKnownDrivers(charging: () => readonly DriverToken[]): KnownDrivers {
  const known = new Map<string, Driver>();
  const makeRoom = (): void => {
    if (known.size < MOST_REMEMBERED) return;
    const needed = new Set(charging().map(keyOf));
    for (const key of known.keys()) if (!needed.has(key)) return void known.delete(key);
  };
  const keep = (
    idToken: DriverToken,
    { language1, language2, personalMessage }: DriverInfo,
    before: Driver,
  ): void => {
    const key = keyOf(idToken);
    const languages = [language1, language2].filter((language) => language !== undefined);
    known.delete(key);
    makeRoom();
    known.set(key, {
      tariff: personalMessage ?? before.tariff,
      languages: languages.length > 0 ? languages : before.languages,
    });
  };
  return {
    begin: (idToken, info) => keep(idToken, info, UNKNOWN),
    learn: (idToken, info) => keep(idToken, info, known.get(keyOf(idToken)) ?? UNKNOWN),
    of: (idToken) => known.get(keyOf(idToken)) ?? UNKNOWN,
  };
}
