import { command, list, table, text, type Chapter } from "../document.js";
import { call, kerbside, pageOf, withoutCredentials, type ManualSubject } from "../subject.js";

/** Where the station looks for its CSMS, and where it can be reached itself. */
export function network({ survey: { configuration }, configurationFile }: ManualSubject): Chapter {
  const { identity, csms, api, octt, ocppVersions } = configuration;
  const withPassword = csms.securityProfile === 1 || csms.securityProfile === 2;
  return {
    title: "Network settings",
    blocks: [
      text(
        `They are in \`${configurationFile}\` and are read at the start. What a CSMS has changed since is in the storage, unless the \`csms\` section of the file was changed too.`,
      ),
      table(
        ["Setting", "Key", "Value"],
        [
          ["identity", "`identity`", identity],
          ["endpoint of the CSMS; the identity is appended", "`csms.url`", withoutCredentials(csms.url)],
          ["security profile", "`csms.securityProfile`", String(csms.securityProfile)],
          ...(withPassword ? [["password", "`csms.basicAuthPassword`", "as agreed; not printed here"]] : []),
          ["versions of OCPP, as they are offered", "`ocppVersions`", ocppVersions.join(", ")],
          ["page and station API", "`api.host`, `api.port`", `${api.host}:${api.port}`],
          ...(api.token === null ? [] : [["token of the API", "`api.token`", "as agreed; not printed here"]]),
          ["the OCTT's own calls", "`octt.sut`", octt.sut ? `${pageOf(configuration)}/api/v1` : "off"],
        ],
      ),
    ],
  };
}

/** How the station is started and stopped. */
export function start({ survey: { configuration }, configurationFile }: ManualSubject): Chapter {
  const page = pageOf(configuration);
  const { token } = configuration.api;
  return {
    title: "Start and stop",
    blocks: [
      text("This starts the station in the foreground; Ctrl-C stops it in good order:"),
      command(kerbside("run", "--config", configurationFile)),
      ...(token === null
        ? []
        : [text("The commands below take the token of the API from `API_TOKEN` in the environment.")]),
      text(
        `Then the page of the station is at \`${page}/\`, and every call of its API can be tried at \`${page}/octt/v1/docs\`. Whether it lives, and what can be seen at it:`,
      ),
      command(call(configuration, "health")),
      command(call(configuration, "state")),
      text("The latest OCPP messages in both directions:"),
      command(call(configuration, "messages?limit=20")),
    ],
  };
}

/** Both ways in which the station starts anew. */
export function reset({ survey: { configuration } }: ManualSubject): Chapter {
  return {
    title: "Reset",
    blocks: [
      text("The station starts anew in two ways:"),
      list(
        "By the CSMS: `Reset`, `Immediate` or `OnIdle`. The station ends what it must, restarts and connects again.",
        "By hand: on the page, or by the command below. It cuts the power without a word to the CSMS, for as many seconds as it says, and gives it back.",
      ),
      command(call(configuration, "reboot", { powerOffSeconds: 1 })),
      text(
        `A station as new: stop it, remove the folder \`${configuration.storage}\`, start it. Nothing else is stored.`,
      ),
    ],
  };
}

/** Where the version of the firmware is shown, and with which images it can be changed. */
export function firmware({ survey, images, nextVersion }: ManualSubject): Chapter {
  const { configuration } = survey;
  const { vendorName, model, certs, firmwareVersion } = configuration;
  return {
    title: "Firmware",
    blocks: [
      text(
        `The station comes with version ${firmwareVersion}. The version that runs is told by BootNotification, by the page beside the name, by \`firmwareVersion\` of the health and the state of the API, and by the variable \`ChargingStation.FirmwareVersion\`:`,
      ),
      command(call(configuration, "health")),
      text(
        "UpdateFirmware takes signed images for this vendor and model. These are in the folder `firmware` of the lab pack, each with its signature beside it (`.signature`) and the certificate of its signer (`.signer.pem`):",
      ),
      table(
        ["File", "Version", "What it is, and what must follow", "Cases"],
        images.map(({ file, version, outcome, cases }) => [
          `\`${file}\``,
          version,
          outcome,
          cases.join(", "),
        ]),
      ),
      text("Any other version is built and signed so; it prints what UpdateFirmware must say of it:"),
      command(
        kerbside(
          ...["firmware", "build", "--firmware-version", nextVersion, "--vendor", vendorName],
          ...["--model", model, "--certs", certs, "--out", "firmware-images"],
        ),
      ),
    ],
  };
}

/** What the logs say, and where they are. */
export function logs({ survey: { configuration } }: ManualSubject): Chapter {
  const { log, storage } = configuration;
  return {
    title: "Logs",
    blocks: [
      text(
        `The process writes its log to standard output, as ${log.pretty ? "lines for people" : "one JSON object in a line"} (\`log.pretty\`), from level ${log.level} on (\`log.level\`). The newest lines are kept in the storage too, and are part of the diagnostics that GetLog uploads:`,
      ),
      command(`tail -n 20 '${storage.replace(/'/g, `'\\''`)}/log/station.log'`),
      list(
        "`level` 30 is the normal course, 40 something unusual that the station lives with, 50 something that failed.",
        "`msg` says what happened in a sentence; `because` or `err` why it did not.",
        "Passwords, keys and key codes are in no log.",
        "Security events are in a log of their own, which GetLog uploads as SecurityLog.",
      ),
    ],
  };
}
