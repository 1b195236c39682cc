import { limitsOf } from "../pics/index.js";
import { actions, layout, tokens } from "./chapters/actions.js";
import { certificates, installation } from "./chapters/installation.js";
import { firmware, logs, network, reset, start } from "./chapters/operation.js";
import { list, table, text, type Chapter, type ManualDocument } from "./document.js";
import { checkAddress, type ManualSubject } from "./subject.js";

/**
 * The manual for whoever tests the station: what is said of it is asked of it, and every command can be carried
 * out in the order of the chapters.
 * @throws ConfigurationError where the station's address is not fixed
 */
export function manualOf(subject: ManualSubject): ManualDocument {
  const { vendorName, model, firmwareVersion } = subject.survey.configuration;
  checkAddress(subject.survey.configuration);
  return {
    title: `${vendorName} ${model}, firmware ${firmwareVersion}: manual for the tester`,
    chapters: [
      layout(subject),
      installation(subject),
      certificates(subject),
      network(subject),
      start(subject),
      tokens(subject),
      actions(subject),
      reset(subject),
      firmware(subject),
      logs(subject),
      limits(subject),
    ],
  };
}

function limits({ survey }: ManualSubject): Chapter {
  const { evses, firmware: updates, ocppVersions } = survey.configuration;
  const talking = evses.filter(({ iso15118 }) => iso15118).map(({ id }) => id);
  const rows = limitsOf(survey).map(({ meaning, value, unit, variable }) => [
    meaning,
    unit === "" ? value : `${value} ${unit}`,
    `\`${variable}\``,
  ]);
  return {
    title: "Limits",
    blocks: [
      table(["Limit", "Value", "By"], rows),
      text("Also:"),
      list(
        talking.length === 0
          ? "No EVSE talks ISO 15118; the calls `iso15118` of the API are refused."
          : `ISO 15118 is talked by EVSE ${talking.join(", ")}, once an EV that speaks it is plugged in; the page \`/octt/v1/docs\` has the calls.`,
        updates.unsigned && ocppVersions.includes("ocpp1.6")
          ? "Firmware without a signature is taken in OCPP 1.6."
          : "Firmware without a signature is refused.",
      ),
    ],
  };
}
