import { RareMap } from "../../kernel/index.js";
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

const keyOf = ({ idToken, type }: DriverToken): string => `${type}:${idToken.toLowerCase()}`;

/** What CSMSs said of drivers, for as long as they charge. In memory alone (C10.FR.09). */
export class KnownDrivers {
  readonly #known = new RareMap<string, Driver>();

  /**
   * Somebody is authorized anew: of an earlier tariff nothing is known any more.
   * @param charging drivers who must not be forgotten now
   */
  begin(idToken: DriverToken, info: DriverInfo, charging: readonly DriverToken[]): void {
    this.#keep(idToken, info, UNKNOWN, charging);
  }

  /** More was said; what is not mentioned stays. */
  learn(idToken: DriverToken, info: DriverInfo, charging: readonly DriverToken[]): void {
    this.#keep(idToken, info, this.of(idToken), charging);
  }

  of(idToken: DriverToken): Driver {
    return this.#known.get(keyOf(idToken)) ?? UNKNOWN;
  }

  #keep(
    idToken: DriverToken,
    { language1, language2, personalMessage }: DriverInfo,
    before: Driver,
    charging: readonly DriverToken[],
  ): void {
    const languages = [language1, language2].filter((language) => language !== undefined);
    this.#known.delete(keyOf(idToken));
    if (this.#known.size >= MOST_REMEMBERED) this.#forgetOne(charging);
    this.#known.set(keyOf(idToken), {
      tariff: personalMessage ?? before.tariff,
      languages: languages.length > 0 ? languages : before.languages,
    });
  }

  #forgetOne(charging: readonly DriverToken[]): void {
    const needed = new Set(charging.map(keyOf));
    const dispensable = [...this.#known.keys()].find((key) => !needed.has(key));
    if (dispensable !== undefined) this.#known.delete(dispensable);
  }
}
