import type { Payload } from "../../../../protocol/index.js";
import { allOf, containing, satisfying } from "../../../expectations/pattern.js";
import { ValidationFailed } from "../../../verdict.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import { FEATURE_PROFILES, REQUIRED_KEYS } from "./required-keys.js";

const SAMPLE_INTERVAL = "MeterValueSampleInterval";

export const CONFIGURATION_CASES = [
  testCase16("TC_019", "Retrieve configuration", { Core: "M" }, async (tools) => {
    const [profiles] = await retrieves(tools, ["SupportedFeatureProfiles"]);
    checkProfiles(tools, String(profiles?.["value"]));
    const all = await retrieves(tools, []);
    checkRequired(tools, all);
    const [most] = await retrieves(tools, ["GetConfigurationMaxKeys"]);
    const names = all.map(({ key }) => String(key)).slice(0, Number(most?.["value"]));
    await retrieves(tools, names);
  }),

  testCase16("TC_021", "Change/set Configuration", { Core: "M" }, async ({ csms, keys, configured }) => {
    await keys.remembers(SAMPLE_INTERVAL);
    const value = String(configured.sampledInterval);
    await csms.ask("ChangeConfiguration", { key: SAMPLE_INTERVAL, value }, { status: "Accepted" });
    await csms.ask(
      "GetConfiguration",
      { key: [SAMPLE_INTERVAL] },
      { configurationKey: [{ key: SAMPLE_INTERVAL, value }] },
    );
  }),

  testCase16("TC_040_1", "Configuration keys - NotSupported", { Core: "M" }, async ({ csms }) => {
    await csms.ask("ChangeConfiguration", { key: "Testing", value: "true" }, { status: "NotSupported" });
  }),

  testCase16(
    "TC_040_2",
    "Configuration Keys - Invalid value",
    { Core: "M" },
    async ({ csms, keys, state }) => {
      await keys.remembers(SAMPLE_INTERVAL);
      const before = await state.getConfiguration(SAMPLE_INTERVAL);
      const outcome = await csms.asksFor("ChangeConfiguration", { key: SAMPLE_INTERVAL, value: "-1" });
      if (outcome.kind === "response")
        csms.check("ChangeConfigurationResponse", outcome.payload, { status: "Rejected" });
      else csms.check("CALLERROR", outcome, { code: "PropertyConstraintViolation" });
      const after = await state.getConfiguration(SAMPLE_INTERVAL);
      if (after !== before)
        throw new ValidationFailed(`${SAMPLE_INTERVAL} has become ${after} by a value that was refused`);
    },
  ),
];

/** The keys are told, all that were asked for and no unknown one; none named: all keys. */
async function retrieves({ csms }: CaseTools16, wanted: readonly string[]): Promise<readonly Payload[]> {
  const request = wanted.length > 0 ? { key: wanted } : {};
  const { configurationKey = [], unknownKey = [] } = await csms.request("GetConfiguration", request);
  csms.check("unknownKey", unknownKey, []);
  const told = configurationKey as readonly Payload[];
  csms.check(
    "configurationKey",
    told,
    wanted.length > 0 ? allOf(...wanted.map((key) => containing({ key }))) : NOT_EMPTY,
  );
  return told;
}

const NOT_EMPTY = satisfying("a list with keys", (value) => Array.isArray(value) && value.length > 0);

/** SupportedFeatureProfiles names what the station declares, in the identifiers of 9.1.29. */
function checkProfiles({ has }: CaseTools16, value: string): void {
  const named = value.split(",");
  const strange = named.find((profile) => !FEATURE_PROFILES.includes(profile));
  if (strange !== undefined) throw new ValidationFailed(`SupportedFeatureProfiles names "${strange}"`);
  for (const profile of FEATURE_PROFILES)
    if ((profile === "Core" || has(profile)) && !named.includes(profile))
      throw new ValidationFailed(`SupportedFeatureProfiles does not name ${profile}`);
}

/** Every key that the declared profiles ask for is there, and can be written where it must. */
function checkRequired({ has }: CaseTools16, told: readonly Payload[]): void {
  for (const [profile, required] of Object.entries(REQUIRED_KEYS)) {
    if (profile !== "Core" && !has(profile)) continue;
    for (const [key, access] of Object.entries(required)) {
      const found = told.find((one) => one["key"] === key);
      if (!found) throw new ValidationFailed(`${key} is missing, which ${profile} asks for`);
      if (access !== "either" && found["readonly"] !== (access === "R"))
        throw new ValidationFailed(`readonly of ${key} must be ${String(access === "R")}`);
    }
  }
}
