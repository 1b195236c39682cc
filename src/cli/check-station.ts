import { parsePics, runIntakeTest, type IntakeAbilities, type IntakeSubject } from "../conformance/index.js";
import type { StationConfiguration } from "../station/index.js";
import { derivePics } from "./derive-pics.js";

/**
 * Lets a station of this configuration boot, charge, reset and reconnect, at a CSMS and in a folder of its own.
 * @returns whether all was as it must be; each step has been told
 * @throws ConfigurationError where a value does not fit the device model
 */
export async function checkStation(
  configuration: StationConfiguration,
  abilities: IntakeAbilities,
): Promise<boolean> {
  return runIntakeTest(await intakeSubjectOf(configuration), abilities);
}

/** What is tested: the station as configured, less its addresses and its folder. */
export async function intakeSubjectOf(configuration: StationConfiguration): Promise<IntakeSubject> {
  const { identity, csms, ocppVersions } = configuration;
  const { yaml } = await derivePics(configuration);
  const derived = parsePics(() => yaml, "PICS");
  const [version = "ocpp2.0.1"] = ocppVersions;
  return {
    variant: {
      ...derived,
      station: { ...derived.station, ocppVersions },
      test: { ...derived.test, securityProfile: csms.securityProfile },
    },
    identity,
    ...(csms.basicAuthPassword !== undefined && { password: csms.basicAuthPassword }),
    version,
  };
}
