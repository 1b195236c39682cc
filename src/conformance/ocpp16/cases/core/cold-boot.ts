import { Seconds } from "../../../../kernel/index.js";
import type { StationCall } from "../../../csms/inbox.js";
import { ValidationFailed } from "../../../verdict.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";

/** Seconds that a heartbeat may be early or late. */
const HEARTBEAT_DEVIATION = 1;

export const COLD_BOOT_CASES = [
  testCase16("TC_001", "Cold Boot Charge Point", { Core: "M" }, async (tools) => {
    const { csms, tester, configured } = tools;
    answersBoot(tools, "Rejected");
    await tester.powerCycle(1);
    const first = await csms.expectsCall(
      "BootNotification",
      {},
      { within: Seconds(configured.bootPatience) },
    );
    const second = await bootsAgain(tools, first);
    if (second.position !== first.position + 1)
      throw new ValidationFailed("the station sent messages while it was rejected (4.2)");
    await expectsHeartbeats(tools, second);
  }),

  testCase16("TC_002", "Cold Boot Charge Point - Pending", { Core: "M" }, async (tools) => {
    const { csms, tester, configured } = tools;
    answersBoot(tools, "Pending");
    await tester.powerCycle(1);
    const first = await csms.expectsCall(
      "BootNotification",
      {},
      { within: Seconds(configured.bootPatience) },
    );
    const { configurationKey = [] } = await csms.request("GetConfiguration");
    if ((configurationKey as readonly unknown[]).length === 0)
      throw new ValidationFailed("GetConfiguration without keys was answered without keys (5.8)");
    await csms.ask(
      "ChangeConfiguration",
      { key: "MeterValueSampleInterval", value: String(configured.sampledInterval) },
      { status: "Accepted" },
    );
    const second = await bootsAgain(tools, first);
    if (second.position !== first.position + 1)
      throw new ValidationFailed("the station sent messages while it was pending (4.2)");
    await expectsHeartbeats(tools, second);
  }),
];

/** The next BootNotification is not accepted, the one after it is. */
function answersBoot({ csms, configured }: CaseTools16, status: "Pending" | "Rejected"): void {
  csms.answers.next("BootNotification", (_request, honest) => ({
    ...honest,
    status,
    interval: configured.bootRetryInterval,
  }));
  csms.answers.next("BootNotification", (_request, honest) => ({
    ...honest,
    interval: configured.heartbeatInterval,
  }));
}

/** BootNotification comes again when the interval of the first answer has passed, and not before. */
async function bootsAgain(
  { csms, configured: { bootRetryInterval, patience } }: CaseTools16,
  first: StationCall,
): Promise<StationCall> {
  const second = await csms.expectsCall(
    "BootNotification",
    {},
    { within: Seconds(bootRetryInterval + patience) },
  );
  if (second.at - first.at < bootRetryInterval * 1000)
    throw new ValidationFailed(
      `BootNotification came again after ${second.at - first.at} ms, before the interval of ${bootRetryInterval} s`,
    );
  return second;
}

/** All is Available, and heartbeats come in the interval that was told with the acceptance. */
async function expectsHeartbeats({ csms, state, configured }: CaseTools16, boot: StationCall): Promise<void> {
  const { heartbeatInterval, patience } = configured;
  await state.expectsStatuses();
  const heartbeats = (): readonly StationCall[] =>
    csms.heard.filter(({ action, position }) => action === "Heartbeat" && position > boot.position);
  await csms.until(
    () => heartbeats().length >= 3,
    `no three heartbeats came in the interval of ${heartbeatInterval} s`,
    Seconds(3 * heartbeatInterval + patience),
  );
  heartbeats().forEach(({ at }, index, all) => {
    const before = all[index - 1];
    if (!before) return;
    const seconds = (at - before.at) / 1000;
    if (Math.abs(seconds - heartbeatInterval) > HEARTBEAT_DEVIATION)
      throw new ValidationFailed(
        `a heartbeat came ${seconds} s after the one before, not ${heartbeatInterval} s`,
      );
  });
}
