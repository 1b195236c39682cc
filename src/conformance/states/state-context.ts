import type { TestCsms } from "../csms/test-csms.js";
import type { TestConfiguration } from "../pics/pics.js";
import type { Tester } from "../tester/tester.js";
import type { Variables } from "../variables.js";
import type { TxPoints } from "./tx-points.js";

/** What the reusable states work with. */
export interface StateContext {
  readonly csms: TestCsms;
  readonly tester: Tester;
  readonly configured: TestConfiguration;
  readonly variables: Variables;
  /** As the station has them now. */
  txPoints(): Promise<TxPoints>;
}
