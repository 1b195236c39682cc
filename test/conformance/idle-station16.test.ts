import { testIdleStation } from "../support/conformance/idle-station.js";
import { SPEECH_16, type Script } from "../support/conformance/scripted-station.js";

/** Boots, keeps what it is told, says Accepted to everything, and does nothing whatever happens to it. */
function idleScript(): Script {
  const kept = new Map<string, string>();
  return {
    speech: SPEECH_16,
    anyOther(action, payload) {
      if (action === "GetConfiguration") {
        const keys = (payload["key"] ?? [...kept.keys()]) as readonly string[];
        return {
          configurationKey: keys.map((key) => ({ key, readonly: false, value: kept.get(key) ?? "" })),
        };
      }
      if (action === "ChangeConfiguration") kept.set(String(payload["key"]), String(payload["value"]));
      if (action === "GetLocalListVersion") return { listVersion: 0 };
      if (action === "GetDiagnostics") return {};
      return { status: "Accepted" };
    },
  };
}

/** Cases in which nothing is asked for but a response, which the idle station gives. */
const RESPONSE_IS_ALL: readonly string[] = ["TC_021", "TC_042_2", "TC_043"];

testIdleStation("ocpp1.6", "duo", idleScript, RESPONSE_IS_ALL);
