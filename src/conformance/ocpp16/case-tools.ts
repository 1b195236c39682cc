import type { TestCsms } from "../csms/test-csms.js";
import type { TestFiles } from "../files/test-files.js";
import type { Pics, Place, TestConfiguration } from "../pics/pics.js";
import type { TestPki } from "../pki/test-pki.js";
import type { Tester } from "../tester/tester.js";
import type { ConfigurationKeys } from "./configuration-keys.js";
import type { Connector } from "./connector.js";
import type { IdTags } from "./id-tags.js";
import type { MemoryStates16 } from "./states/memory-states.js";
import type { ReusableStates16 } from "./states/reusable-states.js";

/** What a case of OCPP 1.6 is written with. */
export interface CaseTools16 {
  /** The central system. */
  readonly csms: TestCsms;
  /** Manual actions. */
  readonly tester: Tester;
  /** Reusable states, at the connector under test. */
  readonly state: ReusableStates16;
  readonly memory: MemoryStates16;
  /** Configuration keys. */
  readonly keys: ConfigurationKeys;
  readonly idTags: IdTags;
  readonly pics: Pics;
  /** Certificates of the central system. */
  readonly pki: TestPki;
  /** Firmware for the station, and a place for its logs. */
  readonly files: TestFiles;
  /** Of the station: identity, and password of basic authentication. */
  readonly identity: string;
  readonly password: string;
  /** What the tester has entered. */
  readonly configured: TestConfiguration;
  /** The connector under test, and where the tester finds it. */
  readonly connectorId: number;
  readonly place: Place;
  /** All connectors of the station. */
  readonly connectors: readonly Connector[];
  /** Whether the station declares a question, feature or profile. */
  has(id: string): boolean;
}
