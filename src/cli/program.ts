import { Command, CommanderError } from "commander";
import { KerbsideError, messageOf } from "../kernel/index.js";
import type { CommandAbilities } from "./abilities.js";
import { certsCommand } from "./certs.js";
import { firmwareCommand } from "./firmware.js";
import { conformanceCommand } from "./conformance.js";
import { csmsCommand } from "./csms.js";
import { declareCommand } from "./declare.js";
import { fleetCommand } from "./fleet.js";
import { meterCommand } from "./meter.js";
import { labPackCommand } from "./lab-pack.js";
import { manualCommand } from "./manual.js";
import { picsCommand } from "./pics.js";
import { runCommand } from "./run.js";
import { sandboxCommand } from "./sandbox.js";
import { verifyCommand } from "./verify.js";
import { selfcheckCommand } from "./selfcheck.js";
import { scenarioCommand } from "./scenario.js";

/** Exit codes of every command. */
export const EXIT = { done: 0, jobFailed: 1, badUsage: 2, couldNotStart: 3 } as const;

/** The command line of Kerbside; it throws where commander alone would end the process. */
export function createProgram(abilities: CommandAbilities): Command {
  const program = new Command("kerbside")
    .description("Charging station software stack for OCPP 2.0.1 and 1.6")
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({ writeOut: abilities.out, writeErr: abilities.err })
    .helpCommand(false);
  for (const command of [
    runCommand(abilities),
    fleetCommand(abilities),
    sandboxCommand(abilities),
    csmsCommand(abilities),
    conformanceCommand(abilities),
    declareCommand(abilities),
    verifyCommand(abilities),
    selfcheckCommand(abilities),
    scenarioCommand(abilities),
    picsCommand(abilities),
    manualCommand(abilities),
    labPackCommand(abilities),
    certsCommand(abilities),
    firmwareCommand(abilities),
    meterCommand(abilities),
  ]) {
    for (const sub of command.commands) sub.copyInheritedSettings(program).allowExcessArguments(false);
    program.addCommand(command.copyInheritedSettings(program).allowExcessArguments(false));
  }
  return program;
}

/**
 * Runs a command to its end.
 * @param args what follows `kerbside`
 * @returns the exit code; a failure has been told in one line on standard error
 */
export async function runProgram(args: readonly string[], abilities: CommandAbilities): Promise<number> {
  try {
    await createProgram(abilities).parseAsync(args, { from: "user" });
    return EXIT.done;
  } catch (error) {
    // Commander has said what is wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badUsage;
    abilities.err(`error: ${messageOf(error)}\n`);
    return error instanceof KerbsideError ? error.exitCode : EXIT.jobFailed;
  }
}
