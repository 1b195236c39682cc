import { createManualClock } from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn } from "../support/station.js";

test("A04.FR.01 what happens at the station itself is told: tampering, and log-ins to its API", async () => {
  const clock = createManualClock();
  await using csms = await fakeCsms({ clock });
  const station = stationOn(csms, clock);
  await csms.expects("BootNotification");
  csms.ignores("StatusNotification", "NotifyEvent");

  station.hardware.actions.setFault({ kind: "TamperDetected" }, true);
  await csms.expects("SecurityEventNotification", { type: "TamperDetectionActivated" });
  station.hardware.actions.setFault({ kind: "TamperDetected" }, false);

  station.surface.maintenanceLogin({ accepted: false, origin: "192.0.2.1" });
  await csms.expects("SecurityEventNotification", {
    type: "MaintenanceLoginFailed",
    techInfo: '{"user":"station API","origin":"192.0.2.1"}',
  });
  await station.stop();
});
