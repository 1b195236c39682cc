import type { StationConfiguration, StationSurvey } from "../station/index.js";

/** The station that a PICS is about, in words for its head. */
export function subjectOf(configuration: StationConfiguration): readonly (readonly [string, string])[] {
  const { vendorName, model, firmwareVersion, ocppVersions, csms } = configuration;
  return [
    ["Vendor", vendorName],
    ["Model", model],
    ["Firmware version", firmwareVersion],
    ["OCPP versions", ocppVersions.join(", ")],
    ["Security profile", String(csms.securityProfile)],
  ];
}

/** The keys by which a station like this is configured again, without addresses, identity and secrets. */
export function stationKeys(survey: StationSurvey): Readonly<Record<string, unknown>> {
  const { vendorName, model, serialNumber, firmwareVersion, evses, userInterface } = survey.configuration;
  const { tokenReader, startButton, firmware, backupPower } = survey.configuration;
  return {
    ...{ vendorName, model, serialNumber, firmwareVersion, evses, userInterface, tokenReader, startButton },
    ...{ firmware, backupPower, variables: publicVariables(survey) },
  };
}

/** The initial values of a station, less those that it would tell nobody. */
export function publicVariables({
  configuration,
  describe,
}: StationSurvey): StationConfiguration["variables"] {
  return Object.fromEntries(
    Object.entries(configuration.variables).filter(
      ([path]) => !describe(path)?.attributes.some(({ mutability }) => mutability === "WriteOnly"),
    ),
  );
}
