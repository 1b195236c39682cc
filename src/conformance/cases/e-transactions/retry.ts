import { Seconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { refusal, SILENCE, type Answer } from "../../csms/answers.js";
import type { StationCall } from "../../csms/inbox.js";
import { oneOf, type Pattern } from "../../expectations/pattern.js";
import { ValidationFailed } from "../../verdict.js";

const CHARGING: Pattern = {
  triggerReason: oneOf("ChargingStateChanged", "Authorized", "CablePluggedIn", "RemoteStart"),
  transactionInfo: { chargingState: "Charging" },
};

const isCharging = (event: Payload): boolean =>
  (event["transactionInfo"] as { readonly chargingState?: string }).chargingState === "Charging";

/** How the CSMS fails to take a message, and how often before it takes it. */
interface Failing {
  readonly by: Answer;
  /** Attempts that fail; all of them unless told. */
  readonly times?: number;
}

/**
 * The CSMS does not take the event about the start of charging: the station must send it again after the
 * interval times the number of attempts before, and the message timeout where there was no answer at all
 * (E13.FR.03), until it is taken or all attempts are spent.
 */
async function retries(tools: CaseTools, { by, times }: Failing): Promise<void> {
  const { csms, state, variables, configured } = tools;
  const { messageAttempts: attempts, messageAttemptInterval: interval } = configured;
  await variables.set("OCPPCommCtrlr.MessageAttempts[TransactionEvent]", attempts);
  await variables.set("OCPPCommCtrlr.MessageAttemptInterval[TransactionEvent]", interval);
  const told = await variables.get("OCPPCommCtrlr.MessageTimeout[Default]");
  const timeout = by === SILENCE ? Number(told ?? configured.messageTimeout) : 0;
  const pauseAfter = (sent: number): number => sent * interval + timeout;
  const fails = Math.min(times ?? attempts, attempts);

  await state.authorized();
  let heard = 0;
  csms.answers.always("TransactionEvent", (event) => (isCharging(event) && heard++ < fails ? by : {}));
  if (!state.session.plugged) await state.evConnectedPreSession();

  let last: StationCall | undefined;
  for (let sent = 1; sent <= Math.min(fails + 1, attempts); sent++) {
    const pause = pauseAfter(sent - 1);
    const seqNo = last?.payload["seqNo"];
    const where = (event: Payload): boolean =>
      seqNo === undefined ? isCharging(event) : event["seqNo"] === seqNo;
    const within = Seconds((last ? pause : 0) + configured.patience);
    const call = await csms.expectsCall("TransactionEvent", CHARGING, { within, where });
    if (last) checkPause(call.at - last.at, pause, sent);
    last = call;
  }
  const seqNo = last?.payload["seqNo"];
  await csms.expectsNone("TransactionEvent", Seconds(pauseAfter(attempts) + 1), { seqNo });
}

function checkPause(milliseconds: number, seconds: number, attempt: number): void {
  // Timers of both sides are exact to some milliseconds only.
  if (milliseconds < seconds * 1000 - 100)
    throw new ValidationFailed(
      `attempt ${attempt} came ${milliseconds} ms after the one before, not ${seconds} s`,
    );
}

export const RETRY_CASES = [
  testCase(
    "TC_E_41_CS",
    "Retry sending transaction message when failed - Max retry count reached",
    { Core: "M" },
    (tools) => retries(tools, { by: SILENCE }),
  ),

  testCase(
    "TC_E_42_CS",
    "Retry sending transaction message when failed - Success before reaching the max retry count",
    { Core: "M" },
    (tools) => retries(tools, { by: SILENCE, times: 1 }),
  ),

  testCase(
    "TC_E_50_CS",
    "Retry sending transaction message when failed - Max retry count reached - CallError",
    { Core: "M" },
    (tools) => retries(tools, { by: refusal("InternalError") }),
  ),

  testCase(
    "TC_E_51_CS",
    "Retry sending transaction message when failed - Success before reaching the max retry count - CallError",
    { Core: "M" },
    (tools) => retries(tools, { by: refusal("InternalError"), times: 1 }),
  ),
];
