import type { Payload } from "../../../../protocol/index.js";
import { present } from "../../../expectations/pattern.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import { hasSchedule } from "./composite.js";
import { after, chargingProfile, earlier, inUnit } from "./profiles.js";

const A_DAY = 86_400;

/** The time at which the schedules of a case begin, and for how long its profiles of transactions are valid. */
function spanOf(tools: CaseTools16) {
  const startSchedule = earlier(tools);
  const validity = { validFrom: startSchedule, validTo: after(startSchedule, 401) };
  const at = (seconds: number, limit: number) => ({
    from: after(startSchedule, seconds),
    limit: inUnit(tools, limit),
  });
  return { startSchedule, validity, at };
}

const clears = ({ csms }: CaseTools16, request: Payload): Promise<Payload> =>
  csms.ask("ClearChargingProfile", request, { status: "Accepted" });

export const COMPOSITE_CASES = [
  testCase16(
    "TC_066",
    "Get Composite Schedule",
    {
      SmartCharging: "NOT Mode12Only and MaxChargingProfilesInstalled > 2 and ChargingScheduleMaxPeriods > 4",
    },
    async (tools) => {
      const { state, memory, connectorId } = tools;
      await state.charging();
      const { startSchedule, validity, at } = spanOf(tools);
      await memory.setChargingProfile(
        0,
        chargingProfile(tools, "ChargePointMaxProfile", {
          id: 1,
          startSchedule,
          duration: A_DAY,
          periods: [[0, 10]],
        }),
      );
      await memory.setChargingProfile(
        connectorId,
        chargingProfile(tools, "TxDefaultProfile", {
          ...validity,
          id: 2,
          startSchedule,
          duration: 300,
          periods: [
            [0, 6],
            [60, 10],
            [120, 8],
            [180, 15],
            [260, 8],
          ],
        }),
      );
      await memory.setChargingProfile(
        connectorId,
        chargingProfile(tools, "TxProfile", {
          ...validity,
          id: 3,
          transactionId: state.transactionId,
          startSchedule,
          duration: 260,
          periods: [
            [0, 8],
            [50, 11],
            [140, 16],
            [200, 6],
            [240, 12],
          ],
        }),
      );
      const untilItEnds = [{ limit: inUnit(tools, 8) }, at(50, 10), at(200, 6), at(240, 10)];
      // A TxProfile overrules the default for the whole transaction (3.13.1). That its schedule has a duration,
      // after which the default leads again, is how 3.13.2 reads, and OCPP 2.0.1: both are right.
      await hasSchedule(tools, 400, untilItEnds, [...untilItEnds, at(260, 8), at(300, 10)]);
    },
  ),

  testCase16(
    "TC_067",
    "Clear Charging Profile",
    { SmartCharging: "NOT Mode12Only and ChargeProfileMaxStackLevel > 0" },
    async (tools) => {
      const { memory, connectorId } = tools;
      const { startSchedule, validity, at } = spanOf(tools);
      await memory.setChargingProfile(
        connectorId,
        chargingProfile(tools, "TxDefaultProfile", {
          ...validity,
          id: 1,
          stackLevel: 1,
          startSchedule,
          duration: 400,
          periods: [
            [0, 6],
            [60, 8],
            [200, 10],
          ],
        }),
      );
      await memory.setChargingProfile(
        connectorId,
        chargingProfile(tools, "TxDefaultProfile", {
          ...validity,
          id: 2,
          startSchedule,
          duration: 400,
          periods: [
            [0, 7],
            [100, 9],
          ],
        }),
      );
      await memory.setChargingProfile(
        0,
        chargingProfile(tools, "ChargePointMaxProfile", {
          id: 3,
          startSchedule,
          duration: A_DAY,
          periods: [
            [0, 11],
            [200, 12],
          ],
        }),
      );
      await clears(tools, { id: 1 });
      await hasSchedule(tools, 350, [{ limit: inUnit(tools, 7) }, at(100, 9)]);
      await clears(tools, { chargingProfilePurpose: "TxDefaultProfile", stackLevel: 0 });
      await hasSchedule(tools, 350, [{ limit: inUnit(tools, 11) }, at(200, 12)]);
      await clears(tools, {});
      // What is left is the station's own limit.
      await hasSchedule(tools, 350, [{ limit: present }]);
    },
  ),

  testCase16(
    "TC_072",
    "Stacking Charging Profiles",
    { SmartCharging: "NOT Mode12Only and ChargeProfileMaxStackLevel > 0" },
    async (tools) => {
      const { memory, connectorId } = tools;
      const { startSchedule, validity, at } = spanOf(tools);
      await memory.setChargingProfile(
        connectorId,
        chargingProfile(tools, "TxDefaultProfile", {
          ...validity,
          id: 1,
          startSchedule,
          duration: 400,
          periods: [
            [0, 6],
            [100, 8],
            [200, 10],
          ],
        }),
      );
      await memory.setChargingProfile(
        connectorId,
        chargingProfile(tools, "TxDefaultProfile", {
          ...validity,
          id: 2,
          stackLevel: 1,
          startSchedule,
          duration: 150,
          periods: [
            [0, 7],
            [100, 9],
          ],
        }),
      );
      await hasSchedule(tools, 350, [
        { limit: inUnit(tools, 7) },
        at(100, 9),
        // In the middle of the lower profile, not at its start (3.13.2).
        at(150, 8),
        at(200, 10),
      ]);
    },
  ),
];
