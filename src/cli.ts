#!/usr/bin/env node
import "./cli/spare-memory.js";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CommandAbilities } from "./cli/abilities.js";
import { EXIT, runProgram } from "./cli/program.js";
import { watchSignals } from "./cli/signals.js";
import type { ConformanceAbilities } from "./conformance/index.js";
import { createLogger, createPacedClock, createSystemClock, createSystemRandom } from "./kernel/index.js";
import { loadValidators } from "./protocol/index.js";
import { startStationProcess } from "./cli/station-process.js";

/** What nobody caught: said in a plain sentence, and the process ends. */
function fail(error: unknown): void {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`fatal: Kerbside ends because of an internal error: ${details}\n`, () =>
    process.exit(EXIT.jobFailed),
  );
}
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

const untilStopped = watchSignals(process, createSystemClock(), () => process.exit(EXIT.jobFailed));

/** A run of cases in real time, that ends when the user wants it to. */
function runAbilities(): ConformanceAbilities {
  let stopped = false;
  void untilStopped().then(() => (stopped = true));
  return {
    clock: createSystemClock(),
    out: (text) => process.stdout.write(text),
    stopped: () => stopped,
  };
}

const abilities: CommandAbilities = {
  startStation: (configuration, neighbours) => startStationProcess(configuration, neighbours),
  startFleet: async (order) => {
    const { startFleetProcess } = await import("./cli/fleet-process.js");
    return startFleetProcess(order);
  },
  startSandboxCsms: async ({ rate, log, ...ports }) => {
    // A station alone starts faster without it.
    const { createSandboxCsms } = await import("./sandbox-csms/index.js");
    const clock = createPacedClock(createSystemClock(), rate);
    const csms = await createSandboxCsms({
      ...ports,
      clock,
      logger: createLogger(log).child({ part: "sandbox CSMS" }),
      validators: loadValidators,
    });
    return { ocppUrl: csms.ocppUrl, httpUrl: csms.httpUrl, clock, stop: () => csms.stop() };
  },
  runConformance: async (settings) => {
    const { runConformance } = await import("./conformance/index.js");
    return runConformance(settings, runAbilities());
  },
  declareConformance: async (settings) => {
    const { declareConformance } = await import("./conformance/index.js");
    return declareConformance(settings, runAbilities());
  },
  verifyDeclaration: async (settings) => {
    const { verifiedInWords, verifyDeclaration } = await import("./conformance/index.js");
    return verifiedInWords(await verifyDeclaration(settings, createSystemClock().now()));
  },
  runScenarios: async (order) => {
    const { runScenarios } = await import("./cli/run-scenarios.js");
    return runScenarios(order, { out: (text) => process.stdout.write(text), untilStopped });
  },
  listScenarios: async () => {
    const { createScenarioLibrary, createScenarioReader } = await import("./scenario/index.js");
    return createScenarioLibrary(createScenarioReader()).all();
  },
  makePki: async (folder, options) => {
    const { writeDevelopmentPki } = await import("./cli/pki-folder.js");
    return writeDevelopmentPki(folder, { ...options, now: createSystemClock().now() });
  },
  buildFirmware: async (order) => {
    const { buildFirmware } = await import("./cli/build-firmware.js");
    return buildFirmware(order);
  },
  verifyMeterValues: async (order) => {
    const { verifyMeterValues } = await import("./cli/signed-meter-values.js");
    return verifyMeterValues(order);
  },
  derivePics: async (configuration) => {
    const { derivePics } = await import("./cli/derive-pics.js");
    return derivePics(configuration);
  },
  checkPics: async (file, configuration) => {
    const { checkPics } = await import("./cli/derive-pics.js");
    return checkPics(file, configuration);
  },
  whatApplies: async (configuration) => {
    const { coverageMarkdown, whatApplies } = await import("./cli/what-applies.js");
    return coverageMarkdown(await whatApplies(configuration));
  },
  writeManual: async (configuration, file) => {
    const { writeManual } = await import("./cli/write-manual.js");
    return writeManual(configuration, file);
  },
  makeLabPack: async (order) => {
    const { makeLabPack } = await import("./cli/make-lab-pack.js");
    return makeLabPack(order, createSystemClock().now());
  },
  checkStation: async (configuration) => {
    const { checkStation } = await import("./cli/check-station.js");
    return checkStation(configuration, {
      clock: createSystemClock(),
      out: (line) => process.stdout.write(`${line}\n`),
    });
  },
  writeFiles: async (folder, files) => {
    await mkdir(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  },
  chance: () => createSystemRandom().fraction(),
  untilStopped,
  environment: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

const code = await runProgram(process.argv.slice(2), abilities);
// What was written reaches a pipe before the process ends.
process.stdout.write("", () => process.exit(code));
