export { ALL_CASES } from "./cases/index.js";
export { ALL_CASES_16 } from "./ocpp16/cases/index.js";
export { CASES_OF, type SuiteVersion } from "./suites.js";
export { testCase, type TestCase } from "./case.js";
export { testCase16 } from "./ocpp16/case.js";
export { PROFILES, PROFILES_16, type Profile } from "./profiles.js";
export type { CaseTools } from "./case-tools.js";
export type { CaseTools16 } from "./ocpp16/case-tools.js";
export type { DialogueItem } from "./dialogue.js";
export { runIntakeTest, type IntakeAbilities, type IntakeSubject } from "./intake/intake-test.js";
export { loadOwnVariants, loadPics, parsePics, type Variant } from "./pics/load-pics.js";
export { parseApplicability } from "./pics/expression.js";
export type { IdToken, Pics, Place, TestConfiguration } from "./pics/pics.js";
export { applicability } from "./run/applicability.js";
export { coverageOf, type ConfigurationForRun, type Coverage } from "./run/coverage.js";
export type { CaseResult } from "./result.js";
export { runCase, type CaseRun } from "./run/run-case.js";
export type { RunningStation, StationSource } from "./sources/station-source.js";
export { Refused, type Tester } from "./tester/tester.js";
export { Inconclusive, ValidationFailed, type Verdict } from "./verdict.js";
export {
  runConformance,
  type ConformanceAbilities,
  type ConformanceSettings,
  type ForeignStationSettings,
} from "./conformance.js";
export { createTestPki, CSMS_HOST, type TestPki } from "./pki/test-pki.js";
