import type { Payload } from "../../protocol/index.js";
import type { CaseTools } from "../case-tools.js";
import { oneOf } from "../expectations/pattern.js";
import { Inconclusive } from "../verdict.js";

const PRIORITY = "OCPPCommCtrlr.NetworkConfigurationPriority";

/** Slots of network connection profiles: the one in use, and one that is not (Part 6 never overwrites the former). */
export interface Slots {
  readonly active: number;
  readonly other: number;
}

/** Configured slots. */
const CONFIGURED_SLOTS = [1, 2] as const;

/** @throws Inconclusive where the station does not tell which slot is in use */
export async function slots({ variables }: CaseTools): Promise<Slots> {
  const told = await variables.get("OCPPCommCtrlr.ActiveNetworkProfile");
  const active = Number(told);
  if (told === undefined || Number.isNaN(active))
    throw new Inconclusive("the station does not tell its ActiveNetworkProfile");
  const other = CONFIGURED_SLOTS.find((slot) => slot !== active) ?? CONFIGURED_SLOTS[0];
  return { active, other };
}

/** A network connection profile as SetNetworkProfile has it. */
export function connectionData({ configured }: CaseTools, url: string, securityProfile: number): Payload {
  return {
    messageTimeout: configured.messageTimeout,
    ocppCsmsUrl: url,
    ocppInterface: "Wired0",
    ocppTransport: "JSON",
    ocppVersion: "OCPP20",
    securityProfile,
  };
}

/** The slot gets that profile. */
export async function setsProfile(
  tools: CaseTools,
  configurationSlot: number,
  url: string,
  securityProfile: number,
  status: unknown = "Accepted",
): Promise<void> {
  await tools.csms.ask(
    "SetNetworkProfile",
    { configurationSlot, connectionData: connectionData(tools, url, securityProfile) },
    { status },
  );
}

/** The priority list is set to these slots. */
export async function setsPriority(
  { csms, variables }: CaseTools,
  order: readonly number[],
  attributeStatus: unknown = oneOf("Accepted", "RebootRequired"),
): Promise<void> {
  await variables.remembers(PRIORITY);
  await csms.ask(
    "SetVariables",
    {
      setVariableData: [
        {
          component: { name: "OCPPCommCtrlr" },
          variable: { name: "NetworkConfigurationPriority" },
          attributeValue: order.join(","),
        },
      ],
    },
    { setVariableResult: [{ attributeStatus }] },
  );
}

/** Only the slot in use stands in the priority list. */
export async function onlyActiveSlot(tools: CaseTools): Promise<Slots> {
  const found = await slots(tools);
  await tools.variables.set(PRIORITY, String(found.active));
  return found;
}

/** The station is reset and so uses the first entry of its priority list. */
export async function resets({ csms }: CaseTools): Promise<void> {
  await csms.ask("Reset", { type: "OnIdle" }, { status: "Accepted" });
}
