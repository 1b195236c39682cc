import { Milliseconds, Seconds } from "../../../kernel/index.js";
import { testCase } from "../../case.js";
import { oneOf } from "../../expectations/pattern.js";
import { ValidationFailed } from "../../verdict.js";
import { componentVariable } from "../../variables.js";
import { expectsReport } from "../../expectations/report-data.js";

export const BOOT_CASES = [
  testCase("TC_B_01_CS", "Cold Boot Charging Station - Accepted", { Core: "M" }, async ({ state }) => {
    await state.booted("power");
  }),

  testCase(
    "TC_B_02_CS",
    "Cold Boot Charging Station - Pending",
    { Core: "M" },
    async ({ csms, tester, configured, places, expectsConnectorStatus }) => {
      const within = Seconds(configured.bootPatience);
      const threshold = componentVariable("OCPPCommCtrlr.OfflineThreshold");
      csms.answers.next("BootNotification", {
        status: "Pending",
        currentTime: new Date(csms.now()).toISOString(),
        interval: configured.bootRetryInterval,
      });
      await tester.powerCycle(1);
      await csms.expects("BootNotification", {}, { within });
      await csms.ask(
        "SetVariables",
        { setVariableData: [{ ...threshold, attributeValue: "300" }] },
        { setVariableResult: [{ attributeStatus: "Accepted" }] },
      );
      await csms.ask(
        "GetVariables",
        { getVariableData: [threshold] },
        { getVariableResult: [{ attributeStatus: "Accepted" }] },
      );
      await csms.ask("GetBaseReport", { requestId: 2, reportBase: "FullInventory" }, { status: "Accepted" });
      await expectsReport(csms, 2);
      await csms.ask(
        "RequestStartTransaction",
        { idToken: { ...configured.validIdToken }, remoteStartId: 1, evseId: configured.evseId },
        { status: "Rejected" },
      );
      const { status } = await csms.ask(
        "TriggerMessage",
        { requestedMessage: "BootNotification" },
        { status: oneOf("Accepted", "NotImplemented") },
      );
      await csms.expects("BootNotification", status === "Accepted" ? { reason: "Triggered" } : {}, {
        within: Seconds(configured.bootRetryInterval + configured.patience),
      });
      for (const place of places) await expectsConnectorStatus("Available", place);
    },
  ),

  testCase(
    "TC_B_03_CS",
    "Cold Boot Charging Station - Rejected",
    { Core: "M" },
    async ({ csms, tester, configured, places, expectsConnectorStatus }) => {
      const { bootRetryInterval, bootPatience, patience } = configured;
      csms.answers.next("BootNotification", {
        status: "Rejected",
        currentTime: new Date(csms.now()).toISOString(),
        interval: bootRetryInterval,
      });
      await tester.powerCycle(1);
      const first = await csms.expectsCall("BootNotification", {}, { within: Seconds(bootPatience) });
      const second = await csms.expectsCall(
        "BootNotification",
        {},
        { within: Seconds(bootRetryInterval + patience) },
      );
      if (second.at - first.at < Milliseconds(bootRetryInterval * 1000))
        throw new ValidationFailed(
          `BootNotification came again after ${second.at - first.at} ms, before the interval of ${bootRetryInterval} s`,
        );
      if (second.position !== first.position + 1)
        throw new ValidationFailed("the station sent messages while it was rejected (B03.FR.02)");
      for (const place of places) await expectsConnectorStatus("Available", place);
    },
  ),

  testCase(
    "TC_B_30_CS",
    "Cold Boot Charging Station - Pending/Rejected - SecurityError",
    { Core: "M" },
    async ({ csms, tester, configured }) => {
      csms.answers.next("BootNotification", {
        status: "Rejected",
        currentTime: new Date(csms.now()).toISOString(),
        interval: configured.bootRetryInterval,
      });
      await tester.powerCycle(1);
      await csms.expects("BootNotification", {}, { within: Seconds(configured.bootPatience) });
      // A station may close the connection until it boots again.
      if (csms.connected) {
        const outcome = await csms.asksFor("GetBaseReport", { requestId: 30, reportBase: "FullInventory" });
        if (outcome.kind !== "error" || outcome.code !== "SecurityError")
          throw new ValidationFailed(
            `GetBaseReport must be answered by SecurityError, but got ${JSON.stringify(outcome)}`,
          );
      }
      await csms.expects(
        "BootNotification",
        {},
        { within: Seconds(configured.bootRetryInterval + configured.patience) },
      );
    },
  ),
];
