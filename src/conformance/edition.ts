import type { Clock } from "../kernel/index.js";
import type { Dialect } from "./csms/dialect.js";
import type { TestCsms } from "./csms/test-csms.js";
import type { TestFiles } from "./files/test-files.js";
import type { Pics } from "./pics/pics.js";
import type { TestPki } from "./pki/test-pki.js";
import type { GeneralRule } from "./rules/general-rule.js";
import type { Tester } from "./tester/tester.js";

/** What the cases of one version of OCPP have in common. */
export interface Edition {
  /** Certification profiles. */
  readonly profiles: readonly string[];
  readonly dialect: Dialect;
  /** Hold in every case, and are looked at when it has ended. */
  readonly rules: readonly GeneralRule[];
}

/** What a case finds when it begins: a station that was pointed at the CSMS, and all that the test needs. */
export interface Stage {
  readonly csms: TestCsms;
  readonly tester: Tester;
  /** Does not try again what the station refuses, for tidying up. */
  readonly impatientTester: Tester;
  readonly pics: Pics;
  readonly pki: TestPki;
  readonly files: TestFiles;
  readonly clock: Clock;
  /** Of the station: identity, and password of basic authentication. */
  readonly identity: string;
  readonly password: string;
  /** Whether the station has just been started and holds nothing. */
  readonly fresh: boolean;
}

/** A case on a stage. Each step throws ValidationFailed or Inconclusive. */
export interface Performance {
  /** Brings about the general pre-conditions. */
  prepare(): Promise<void>;
  /** Carries the case out. */
  run(): Promise<void>;
  /** Leaves a station that was not started for the case as it was found, as far as that can be done. */
  tidyUp(): Promise<void>;
}

/** How long a station that has run before may have come to wait between two attempts to connect, in seconds. */
export const LONGEST_BACK_OFF = 300;
