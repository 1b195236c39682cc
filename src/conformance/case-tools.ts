import type { TestCsms } from "./csms/test-csms.js";
import type { Pics, Place, TestConfiguration } from "./pics/pics.js";
import type { TestFiles } from "./files/test-files.js";
import type { TestPki } from "./pki/test-pki.js";
import type { MemoryStates } from "./states/memory-states.js";
import type { ReusableStates } from "./states/reusable-states.js";
import type { TxPoints } from "./states/tx-points.js";
import type { Tester } from "./tester/tester.js";
import type { Variables } from "./variables.js";

/** What a case is written with. */
export interface CaseTools {
  readonly csms: TestCsms;
  /** Manual actions. */
  readonly tester: Tester;
  /** Reusable states. */
  readonly state: ReusableStates;
  /** Memory states. */
  readonly memory: MemoryStates;
  readonly variables: Variables;
  readonly pics: Pics;
  /** Certificates of the CSMS. */
  readonly pki: TestPki;
  /** Firmware for the station, and a place for its logs. */
  readonly files: TestFiles;
  /** Of the station: identity, and password of basic authentication. */
  readonly identity: string;
  readonly password: string;
  /** "Configured …" of Part 6. */
  readonly configured: TestConfiguration;
  /** The configured connector. */
  readonly place: Place;
  /** All connectors of the station, as its inventory says. */
  readonly places: readonly Place[];
  /** Whether the PICS declares a feature, question or profile. */
  has(id: string): boolean;
  /** The station tells that status of the connector (the configured one unless told). */
  expectsConnectorStatus(status: unknown, place?: Place): Promise<void>;
  /** At which points transactions start and stop now. */
  txPoints(): Promise<TxPoints>;
}
