import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStationProcess } from "../../src/cli/station-process.js";
import { ConfigurationError } from "../../src/kernel/index.js";
import { loadConfiguration } from "../../src/station/index.js";

const storage = mkdtempSync(join(tmpdir(), "station-process-"));
afterAll(() => rmSync(storage, { recursive: true, force: true }));

test("a station that a variable keeps from starting says nothing of a page", async () => {
  const settings = {
    identity: "CS-1",
    model: "Duo-22",
    "csms.url": "ws://127.0.0.1:9/ocpp",
    "csms.securityProfile": 0,
    "api.port": 0,
    "log.level": "info",
    storage,
    variables: { "AuthCtrlr.NoSuchVariable": "x" },
  };
  const configuration = loadConfiguration({
    flags: Object.entries(settings).map(([key, value]) => ({ key, value, origin: "test" })),
  });
  await expect(startStationProcess(configuration)).rejects.toThrow(ConfigurationError);
  const log = join(storage, "log", "station.log");
  expect(existsSync(log) ? readFileSync(log, "utf8") : "").not.toContain("page and API are at");
});
