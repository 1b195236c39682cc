import { createManualClock, Seconds } from "../../src/kernel/index.js";
import { createMaintenanceLogins } from "../../src/station/maintenance-logins.js";

test("a log-in that was accepted is told once of each origin, a failed one once a minute", async () => {
  const clock = createManualClock();
  const raised: [string, string | undefined][] = [];
  const login = createMaintenanceLogins(clock, (type, techInfo) => void raised.push([type, techInfo]));
  const types = (): string[] => raised.splice(0).map(([type]) => type);

  login({ accepted: true, origin: "192.0.2.1" });
  expect(raised).toEqual([["MaintenanceLoginAccepted", '{"user":"station API","origin":"192.0.2.1"}']]);
  login({ accepted: true, origin: "192.0.2.1" });
  login({ accepted: true, origin: "192.0.2.2" });
  login({ accepted: false, origin: "192.0.2.1" });
  login({ accepted: false, origin: "192.0.2.1" });
  expect(types()).toEqual(["MaintenanceLoginAccepted", "MaintenanceLoginAccepted", "MaintenanceLoginFailed"]);

  await clock.advance(Seconds(60));
  login({ accepted: true, origin: "192.0.2.1" });
  login({ accepted: false, origin: "192.0.2.1" });
  expect(types()).toEqual(["MaintenanceLoginFailed"]);
});
