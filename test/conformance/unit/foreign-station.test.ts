import { createServer, type AddressInfo } from "node:net";
import {
  CASES_OF,
  loadOwnVariants,
  runCase,
  type RunningStation,
  type SuiteVersion,
  type TestCase,
  type Variant,
} from "../../../src/conformance/index.js";
import { foreignStation } from "../../../src/conformance/sources/foreign-station.js";
import { createManualClock, createSeededRandom } from "../../../src/kernel/index.js";
import { loadValidators } from "../../../src/protocol/index.js";
import { drawn } from "../../support/conformance/drawn.js";
import { inProcessSource } from "../../support/conformance/in-process-source.js";
import { driven } from "../../support/conformance/run-in-process.js";
import { pkiOf } from "../../support/conformance/pki.js";
import { stationSecurity } from "../../../src/conformance/pki/security.js";

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Each leaves something behind: unavailable parts, cables, changed variables, a filled cache, sessions, limits. */
const LEAVING = [
  "TC_G_07_CS",
  "TC_G_05_CS",
  "TC_E_03_CS",
  "TC_C_08_CS",
  "TC_F_03_CS",
  "TC_B_20_CS",
  "TC_E_05_CS",
  "TC_G_02_CS",
  "TC_F_23_CS",
  "TC_K_40_CS",
  "TC_K_31_CS",
];

/** The same of OCPP 1.6. */
const LEAVING_16 = [
  "TC_034",
  "TC_013",
  "TC_003",
  "TC_007",
  "TC_037_2",
  "TC_004_1",
  "TC_023",
  "TC_024",
  "TC_030",
  "TC_005_3",
  "TC_061",
  "TC_010",
];

test.each<[SuiteVersion, string, readonly string[]]>([
  ["ocpp2.0.1", "ac-duo", LEAVING],
  ["ocpp1.6", "duo", LEAVING_16],
])(
  "one station of %s is tested by case after case, each finding it as the first did",
  async (version, name, ids) => {
    const clock = createManualClock();
    const variant = loadOwnVariants(version).find((one) => one.name === name) as Variant;
    const validators = await loadValidators(version);
    const csmsPort = await freePort();
    const { identity, password, start } = inProcessSource(clock, variant);
    let station: RunningStation | undefined;
    let moved = 0;
    try {
      station = await start({
        url: `ws://127.0.0.1:${csmsPort}/ocpp`,
        identity,
        password: password ?? "",
        security: await stationSecurity(pkiOf(variant), variant, identity),
      });
      const source = foreignStation({ identity, password, csmsPort, tester: station.tester });
      for (const id of ids) {
        const testCase = CASES_OF[version].find((one) => one.id === id) as TestCase;
        const run = {
          source,
          pics: variant,
          clock,
          random: createSeededRandom(1),
          validators,
          pki: pkiOf(variant),
          onActivity: () => moved++,
        };
        const result = await driven(clock, () => moved, runCase(testCase, run), id);
        if (result.verdict !== "PASS") throw new Error(drawn(result));
      }
    } finally {
      await station?.stop();
    }
  },
);
