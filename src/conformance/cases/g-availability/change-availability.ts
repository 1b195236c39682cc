import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { expectsConnectorStatusAtLast } from "../../states/connector-status.js";
import type { Place } from "../../pics/pics.js";

/** What an availability is changed of: the station, an EVSE or a connector. */
type Part = "station" | "EVSE" | "connector";

const evseOf = (
  part: Part,
  { evseId: id, connectorId }: Place,
): { id: number; connectorId?: number } | undefined =>
  part === "station" ? undefined : { id, ...(part === "connector" && { connectorId }) };

/** The connectors that belong to a part. */
const connectorsOf = (part: Part, { places, place }: CaseTools): readonly Place[] =>
  places.filter(
    ({ evseId, connectorId }) =>
      part === "station" ||
      (evseId === place.evseId && (part === "EVSE" || connectorId === place.connectorId)),
  );

const unavailable = ({ state, place }: CaseTools, part: Part): Promise<void> =>
  state.unavailable(evseOf(part, place));

/** ChangeAvailability with that answer. */
async function changes(
  { csms, place }: CaseTools,
  part: Part,
  operationalStatus: "Operative" | "Inoperative",
  status: "Accepted" | "Scheduled" = "Accepted",
): Promise<Payload> {
  const evse = evseOf(part, place);
  return csms.ask("ChangeAvailability", { operationalStatus, ...(evse && { evse }) }, { status });
}

async function becomesAvailableAgain(tools: CaseTools, part: Part): Promise<void> {
  await unavailable(tools, part);
  await changes(tools, part, "Operative");
  for (const one of connectorsOf(part, tools)) await tools.expectsConnectorStatus("Available", one);
}

/** The part is told to become inoperative while it is in use; it does so when the transaction ends. */
async function becomesUnavailableLater(tools: CaseTools, part: Part): Promise<void> {
  const { csms, tester, state, place, places, configured, txPoints, expectsConnectorStatus } = tools;
  await state.energyTransferStarted();
  await changes(tools, part, "Inoperative", "Scheduled");
  if (part === "station") {
    // G04.FR.06: those without a transaction at once.
    for (const idle of places.filter(({ evseId }) => evseId !== place.evseId))
      await expectsConnectorStatus("Unavailable", idle);
  }
  await state.stopAuthorized();
  const { session } = state;
  if (session.transaction === "ongoing") await state.evConnectedPostSession();
  if (session.transaction === "ongoing") {
    const points = await txPoints();
    await tester.unplug(place);
    await state.event({ triggerReason: "EVCommunicationLost", ends: points.stops("EVConnected") });
  }
  if (session.transaction === "ongoing" && configured.parkingBayEvseIds.includes(place.evseId)) {
    await tester.setParkingBay(place.evseId, false);
    await state.event({ triggerReason: "EVDeparted", ends: true });
  }
  csms.check("the transaction", session.transaction, "ended");
  for (const one of connectorsOf(part, tools).filter(({ evseId }) => evseId === place.evseId))
    await expectsConnectorStatusAtLast(csms, one, "Unavailable");
}

/** What is unavailable stays so across a reset. */
async function staysUnavailable(tools: CaseTools, part: Part): Promise<void> {
  await unavailable(tools, part);
  await tools.state.booting();
  const affected = connectorsOf(part, tools);
  await tools.state.boots((one) =>
    affected.some(({ evseId, connectorId }) => evseId === one.evseId && connectorId === one.connectorId)
      ? "Unavailable"
      : "Available",
  );
}

export const CHANGE_AVAILABILITY_CASES = [
  testCase("TC_G_03_CS", "Change Availability EVSE - Operative to inoperative", { Core: "M" }, (tools) =>
    unavailable(tools, "EVSE"),
  ),
  testCase("TC_G_04_CS", "Change Availability EVSE - Inoperative to operative", { Core: "M" }, (tools) =>
    becomesAvailableAgain(tools, "EVSE"),
  ),
  testCase(
    "TC_G_05_CS",
    "Change Availability Charging Station - Operative to inoperative",
    { Core: "M" },
    (tools) => unavailable(tools, "station"),
  ),
  testCase(
    "TC_G_06_CS",
    "Change Availability Charging Station - Inoperative to operative",
    { Core: "M" },
    (tools) => becomesAvailableAgain(tools, "station"),
  ),
  testCase("TC_G_07_CS", "Change Availability Connector - Operative to inoperative", { Core: "M" }, (tools) =>
    unavailable(tools, "connector"),
  ),
  testCase("TC_G_08_CS", "Change Availability Connector - Inoperative to operative", { Core: "M" }, (tools) =>
    becomesAvailableAgain(tools, "connector"),
  ),

  testCase(
    "TC_G_09_CS",
    "Change Availability EVSE - Operative to operative",
    { Core: "M" },
    async (tools) => {
      await changes(tools, "EVSE", "Operative");
    },
  ),
  testCase(
    "TC_G_10_CS",
    "Change Availability EVSE - Inoperative to inoperative",
    { Core: "M" },
    async (tools) => {
      await unavailable(tools, "EVSE");
      await changes(tools, "EVSE", "Inoperative");
    },
  ),
  testCase(
    "TC_G_12_CS",
    "Change Availability Charging Station - Operative to operative",
    { Core: "M" },
    async (tools) => {
      await changes(tools, "station", "Operative");
    },
  ),
  testCase(
    "TC_G_13_CS",
    "Change Availability Charging Station - Inoperative to inoperative",
    { Core: "M" },
    async (tools) => {
      await unavailable(tools, "station");
      await changes(tools, "station", "Inoperative");
    },
  ),
  testCase(
    "TC_G_15_CS",
    "Change Availability Connector - Operative to operative",
    { Core: "M" },
    async (tools) => {
      await changes(tools, "connector", "Operative");
    },
  ),
  testCase(
    "TC_G_16_CS",
    "Change Availability Connector - Inoperative to inoperative",
    { Core: "M" },
    async (tools) => {
      await unavailable(tools, "connector");
      await changes(tools, "connector", "Inoperative");
    },
  ),

  testCase("TC_G_11_CS", "Change Availability EVSE - With ongoing transaction", { Core: "M" }, (tools) =>
    becomesUnavailableLater(tools, "EVSE"),
  ),
  testCase(
    "TC_G_14_CS",
    "Change Availability Charging Station - With ongoing transaction",
    { Core: "M" },
    (tools) => becomesUnavailableLater(tools, "station"),
  ),
  testCase("TC_G_17_CS", "Change Availability Connector - With ongoing transaction", { Core: "M" }, (tools) =>
    becomesUnavailableLater(tools, "connector"),
  ),

  testCase("TC_G_18_CS", "Change Availability EVSE - state persists across reboot", { Core: "M" }, (tools) =>
    staysUnavailable(tools, "EVSE"),
  ),
  testCase(
    "TC_G_19_CS",
    "Change Availability Connector - state persists across reboot",
    { Core: "M" },
    (tools) => staysUnavailable(tools, "connector"),
  ),
  testCase(
    "TC_G_21_CS",
    "Change Availability Charging Station - state persists across reboot",
    { Core: "M" },
    (tools) => staysUnavailable(tools, "station"),
  ),
];
