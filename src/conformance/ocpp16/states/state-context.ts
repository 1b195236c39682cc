import type { TestCsms } from "../../csms/test-csms.js";
import type { TestConfiguration } from "../../pics/pics.js";
import type { Tester } from "../../tester/tester.js";
import type { ConfigurationKeys } from "../configuration-keys.js";
import type { Connector } from "../connector.js";
import type { IdTags } from "../id-tags.js";

/** What the reusable states work with. */
export interface StateContext16 {
  readonly csms: TestCsms;
  readonly tester: Tester;
  readonly configured: TestConfiguration;
  readonly keys: ConfigurationKeys;
  readonly idTags: IdTags;
  /** All connectors of the station. */
  readonly connectors: readonly Connector[];
}
