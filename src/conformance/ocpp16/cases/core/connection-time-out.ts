import { Seconds } from "../../../../kernel/index.js";
import { ValidationFailed } from "../../../verdict.js";
import type { CaseTools16 } from "../../case-tools.js";

/** Seconds that the time-out may come too early. */
const EARLY = 1;

/** Whoever is authorized and does not plug in has the connector until ConnectionTimeOut; nobody charges. */
export async function expectsTimeOut(
  { csms, keys, state, configured }: CaseTools16,
  authorized: () => Promise<void>,
): Promise<void> {
  const { connectionTimeOut, patience } = configured;
  await keys.set("ConnectionTimeOut", connectionTimeOut);
  const began = csms.now();
  await authorized();
  await state.expectsStatus("Available", { within: Seconds(connectionTimeOut + patience) });
  const seconds = (csms.now() - began) / 1000;
  if (seconds < connectionTimeOut - EARLY)
    throw new ValidationFailed(
      `the connector was Available after ${seconds} s, before the ConnectionTimeOut of ${connectionTimeOut} s`,
    );
}
