import { testIdleStation } from "../support/conformance/idle-station.js";
import type { Payload, Script } from "../support/conformance/scripted-station.js";

/** Boots, keeps variables, says Accepted to everything, and does nothing whatever happens to it. */
function idleScript(): Script {
  const kept = new Map([
    ["TxCtrlr.TxStartPoint", "EVConnected,Authorized"],
    ["TxCtrlr.TxStopPoint", "EVConnected,Authorized"],
  ]);
  const elements = (payload: Payload, field: string): readonly Payload[] =>
    (payload[field] ?? []) as readonly Payload[];
  const pathOf = ({ component, variable }: Payload): string =>
    `${(component as { name: string }).name}.${(variable as { name: string }).name}`;
  return {
    anyOther(action, payload) {
      if (action === "GetTransactionStatus") return { messagesInQueue: false };
      if (action === "GetVariables") {
        const getVariableResult = elements(payload, "getVariableData").map((one) => ({
          attributeType: "Actual",
          ...one,
          attributeStatus: "Accepted",
          attributeValue: kept.get(pathOf(one)) ?? "",
        }));
        return { getVariableResult };
      }
      if (action === "SetVariables") {
        const setVariableResult = elements(payload, "setVariableData").map(({ attributeValue, ...one }) => {
          kept.set(pathOf(one), String(attributeValue));
          return { attributeType: "Actual", ...one, attributeStatus: "Accepted" };
        });
        return { setVariableResult };
      }
      return { status: "Accepted" };
    },
  };
}

/** Cases in which Part 6 asks for nothing but a response, which the idle station gives. */
const RESPONSE_IS_ALL = [
  "TC_B_06_CS",
  "TC_B_07_CS",
  "TC_B_09_CS",
  "TC_B_10_CS",
  "TC_B_25_CS",
  "TC_E_34_CS",
  "TC_G_09_CS",
  "TC_G_12_CS",
  "TC_G_15_CS",
  "TC_K_19_CS",
  "TC_N_05_CS",
  "TC_P_03_CS",
];

testIdleStation("ocpp2.0.1", "ac-duo", idleScript, RESPONSE_IS_ALL);
