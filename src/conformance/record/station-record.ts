import type { DialogueItem } from "../dialogue.js";
import type { MeasuredValue } from "../measure/performance.js";
import type { Variant } from "../pics/load-pics.js";
import type { TestConfiguration } from "../pics/pics.js";
import type { ConfigurationItem } from "./configuration-reading.js";

/** What the station told of its configuration before the cases. */
export interface ReadConfiguration {
  readonly items: readonly ConfigurationItem[];
  /** Why it could not be read, in a sentence; `null` where it was. */
  readonly problem: string | null;
  readonly dialogue: readonly DialogueItem[];
}

/** A station of a run, as a test report describes it. */
export interface StationRecord {
  readonly name: string;
  readonly description: string;
  /** Names of the variants that are this station, tested in another way. */
  readonly ways: readonly string[];
  /** What its PICS declares. */
  readonly declared: Variant["declared"];
  /** What a tester enters in the test tool. */
  readonly test: TestConfiguration;
  /** Configuration of a station that the suite starts; secrets are left out. */
  readonly station: unknown;
  /** `null` where no report was asked for. */
  readonly configuration: ReadConfiguration | null;
  readonly performance: readonly MeasuredValue[];
}

const SECRET = /password|token$|secret|key$/i;

/** The same settings without passwords, tokens and keys. */
export function withoutSecrets(settings: unknown): unknown {
  if (Array.isArray(settings)) return settings.map(withoutSecrets);
  if (typeof settings !== "object" || settings === null) return settings;
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key,
      SECRET.test(key) && typeof value === "string" ? "(secret)" : withoutSecrets(value),
    ]),
  );
}
