import { Seconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import { testCase, type TestCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { displayShows } from "../display.js";

/** How often tariff and cost are updated in a case. */
const REPEATS = 2;
const PERIODIC = { triggerReason: "MeterValuePeriodic" };

/** An amount as a display may write it. */
const amount = (cost: number): RegExp => new RegExp(cost.toFixed(2).replace(".", "[.,]"));
const message = ({ configured }: CaseTools, content: string): Payload => ({
  format: configured.displayMessage.format,
  content,
});

/** A driver presents a token, reads the tariff, and charges. */
async function chargesByTariff(tools: CaseTools): Promise<void> {
  const { state, variables, configured } = tools;
  await variables.setIfImplemented("SampledDataCtrlr.TxUpdatedInterval", configured.sampledInterval);
  if (!tools.has("AQ-2")) await state.evConnectedPreSession();
  await state.authorized("local", {
    idTokenInfo: { status: "Accepted", personalMessage: message(tools, configured.cost.tariff) },
  });
  // Who presses a start button is not known to the CSMS.
  if (!configured.startButton) await displayShows(tools, configured.cost.tariff);
  await state.energyTransferStarted();
}

/** The next event with meter values, which the CSMS answers so. */
async function reportsAndIsTold({ csms, state, configured }: CaseTools, answer: Payload): Promise<void> {
  csms.answers.always("TransactionEvent", answer);
  await csms.expects("TransactionEvent", PERIODIC, {
    within: Seconds(configured.sampledInterval + configured.patience),
    after: csms.heard.at(-1),
    where: (payload) =>
      (payload["transactionInfo"] as { transactionId?: string }).transactionId === state.transactionId,
  });
}

/** I03.FR.05: who must have left for the transaction to end need not be shown anything. */
async function mustShowTotalCost({ txPoints }: CaseTools): Promise<boolean> {
  const points = await txPoints();
  return points.stops("EVConnected", "Authorized", "DataSigned", "PowerPathClosed", "EnergyTransfer");
}

export const TARIFF_CASES: readonly TestCase[] = [
  testCase(
    "TC_I_01_CS",
    "Show EV Driver running total cost during charging - costUpdatedRequest",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const { csms, state, configured } = tools;
      const { running, updatedTariff } = configured.cost;
      await chargesByTariff(tools);
      for (let n = 0; n < REPEATS; n++) {
        const tariff = `${updatedTariff} (${n})`;
        await reportsAndIsTold(tools, { updatedPersonalMessage: message(tools, tariff) });
        const { transactionId } = state;
        await csms.ask("CostUpdated", { totalCost: running + n, transactionId }, {});
        await displayShows(tools, tariff);
        await displayShows(tools, amount(running + n));
      }
    },
  ),

  testCase(
    "TC_I_02_CS",
    "Show EV Driver Final Total Cost After Charging",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const { csms, state, configured } = tools;
      await state.energyTransferStarted();
      csms.answers.always("TransactionEvent", ({ eventType, idToken }) => ({
        ...(idToken !== undefined && { idTokenInfo: { status: "Accepted" } }),
        ...(eventType === "Ended" && { totalCost: configured.cost.total }),
      }));
      const shown = await mustShowTotalCost(tools);
      let looked = false;
      for (const step of ["stopAuthorized", "evConnectedPostSession", "evDisconnected"] as const) {
        await state[step]();
        if (state.session.transaction !== "ended" || looked) continue;
        looked = true;
        if (shown) await displayShows(tools, amount(configured.cost.total));
      }
      await state.parkingBayUnoccupied();
      csms.check("the transaction", state.session.transaction, "ended");
    },
  ),

  testCase(
    "TC_I_07_CS",
    "Show EV Driver running total cost during charging - transactionResponse",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const { running, updatedTariff } = tools.configured.cost;
      await chargesByTariff(tools);
      for (let n = 0; n < REPEATS; n++) {
        const tariff = `${updatedTariff} (${n})`;
        await reportsAndIsTold(tools, { updatedPersonalMessage: message(tools, tariff) });
        await displayShows(tools, tariff);
        // Part 6 draws the second event from the CSMS; it can only be the station's.
        await reportsAndIsTold(tools, { totalCost: running + n });
        await displayShows(tools, amount(running + n));
      }
    },
  ),
];
