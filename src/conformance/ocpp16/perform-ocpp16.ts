import { Seconds } from "../../kernel/index.js";
import { LONGEST_BACK_OFF, type Edition, type Performance, type Stage } from "../edition.js";
import { oneOf } from "../expectations/pattern.js";
import { PROFILES_16 } from "../profiles.js";
import { Inconclusive } from "../verdict.js";
import type { CaseTools16 } from "./case-tools.js";
import { createConfigurationKeys } from "./configuration-keys.js";
import { numbered } from "./connector.js";
import { OCPP_16 } from "./dialect.js";
import { createIdTags } from "./id-tags.js";
import { GENERAL_RULES_16 } from "./rules.js";
import { createMemoryStates16 } from "./states/memory-states.js";
import { createReusableStates16 } from "./states/reusable-states.js";
import { tidyUp16 } from "./tidy-up.js";

/** The certification cases of OCPP 1.6. */
export const EDITION_16: Edition = { profiles: PROFILES_16, dialect: OCPP_16, rules: GENERAL_RULES_16 };

/** Performs what is written with the tools of the cases of OCPP 1.6. */
export function performOcpp16(stage: Stage, run: (tools: CaseTools16) => Promise<void>): Performance {
  const tools = createTools(stage);
  return {
    prepare: () => bringAboutPreconditions(stage, tools),
    run: () => run(tools),
    tidyUp: () => tidyUp16({ ...tools, tester: stage.impatientTester }),
  };
}

function createTools({ csms, tester, pics, pki, files, identity, password }: Stage): CaseTools16 {
  const configured = pics.test;
  const connectors = numbered(configured.places);
  const tested = connectors.find(
    ({ place }) => place.evseId === configured.evseId && place.connectorId === configured.connectorId,
  );
  if (!tested) throw new Inconclusive("the connector under test is none of the station's places");
  const { connectorId, place } = tested;
  const keys = createConfigurationKeys(csms);
  const idTags = createIdTags(configured, csms.answers);
  const context = { csms, tester, configured, keys, idTags, connectors };
  const state = createReusableStates16(context, connectorId);
  return {
    csms,
    tester,
    state,
    memory: createMemoryStates16(context, state),
    keys,
    idTags,
    pics,
    pki,
    files,
    identity,
    password,
    configured,
    connectorId,
    place,
    connectors,
    has: (id) => pics.declared[id] !== undefined && pics.declared[id] !== false,
  };
}

/** The station is booted, registered and idle, and tells of itself no more. */
async function bringAboutPreconditions(
  { csms, pics, fresh }: Stage,
  { state, keys, has }: CaseTools16,
): Promise<void> {
  const within = Seconds(pics.test.bootPatience);
  // One that has run before may have waited longer and longer for a central system.
  const connects = fresh ? within : Seconds(Math.max(pics.test.bootPatience, LONGEST_BACK_OFF));
  await csms.until(() => csms.connected, "the station did not connect", connects);
  if (fresh) await state.boots();
  // Whatever it has to tell of the time before, it tells now.
  else await csms.waits(Seconds(1));
  csms.takesAllHeard();
  await resetToBasicIdle(csms, keys, has);
}

/** What is said to a station before each case; nothing changes by it where all is as it should be. */
async function resetToBasicIdle(
  csms: Stage["csms"],
  keys: CaseTools16["keys"],
  has: CaseTools16["has"],
): Promise<void> {
  await keys.set("MeterValueSampleInterval", 0);
  await keys.set("ClockAlignedDataInterval", 0);
  await keys.set("LocalPreAuthorize", false);
  await keys.setIfImplemented("MinimumStatusDuration", 0);
  await csms.ask("ChangeAvailability", { connectorId: 0, type: "Operative" }, { status: "Accepted" });
  if (has("C-04")) await csms.ask("ClearCache", {}, { status: "Accepted" });
  // Nothing is Unknown where there is nothing (5.5).
  if (has("SmartCharging"))
    await csms.ask("ClearChargingProfile", {}, { status: oneOf("Accepted", "Unknown") });
  if (!has("LocalAuthListManagement")) return;
  await keys.set("LocalAuthListEnabled", true);
  await csms.ask("SendLocalList", { listVersion: 1, updateType: "Full" }, { status: "Accepted" });
}
