export type { ActionArguments } from "./action-arguments.js";
export { createScenarioDesk, type RunOptions, type RunRefusal, type ScenarioDesk } from "./desk.js";
export type * from "./interface.js";
export { createScenarioLibrary, ownScenarios, type ScenarioLibrary } from "./library.js";
export { createScenarioReader, type ScenarioReader } from "./reader.js";
export { runScenario, type ScenarioRun } from "./run.js";
export { ScenarioError } from "./scenario-error.js";
