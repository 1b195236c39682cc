import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFleetProcess } from "../../src/cli/fleet-process.js";
import { loadFleet } from "../../src/fleet/index.js";
import { ConfigurationError, openSqliteStore, StartupError } from "../../src/kernel/index.js";

const storage = mkdtempSync(join(tmpdir(), "fleet-process-"));
afterAll(() => rmSync(storage, { recursive: true, force: true }));

/** Of three stations whose CSMS nobody serves. */
function order(keys: object = {}, memory = false) {
  const settings = {
    "csms.url": "ws://127.0.0.1:9/ocpp",
    "csms.securityProfile": 0,
    "log.level": "silent",
    storage,
  };
  const flags = Object.entries({ ...settings, ...keys }).map(([key, value]) => ({
    key,
    value,
    origin: "test",
  }));
  const configuration = loadFleet({ flags }, { stations: 3, identityPattern: "CS-%d" });
  return { configuration, startRate: 1_000, memory };
}

test("each station has its folder while the fleet runs, and gives it back", async () => {
  const folder = join(storage, "own");
  const fleet = await startFleetProcess(order({ storage: folder }));
  expect(() => openSqliteStore(join(folder, "CS-3"))).toThrow(StartupError);
  await expect(startFleetProcess(order({ storage: folder }))).rejects.toThrow(StartupError);
  await fleet.stop();
  openSqliteStore(join(folder, "CS-3")).close();
});

test("in memory nothing is written", async () => {
  const folder = join(storage, "memory");
  const fleet = await startFleetProcess(order({ storage: folder }, true));
  await fleet.stop();
  expect(existsSync(folder)).toBe(false);
});

test("a variable that no station has keeps the fleet from starting, and its folders are free again", async () => {
  const folder = join(storage, "variable");
  const wrong = order({ storage: folder, variables: { "AuthCtrlr.NoSuchVariable": "x" } });
  await expect(startFleetProcess(wrong)).rejects.toThrow(ConfigurationError);
  openSqliteStore(join(folder, "CS-1")).close();
});
