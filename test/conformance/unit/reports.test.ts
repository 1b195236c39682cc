import type { CaseResult } from "../../../src/conformance/index.js";
import {
  nowhereApplicable,
  progressLine,
  summaryText,
} from "../../../src/conformance/report/console-report.js";
import { htmlReport } from "../../../src/conformance/report/html-report.js";
import { jsonReport } from "../../../src/conformance/report/json-report.js";
import { junitReport } from "../../../src/conformance/report/junit-report.js";
import type { RunReport } from "../../../src/conformance/report/summary.js";

const result = (part: Partial<CaseResult>): CaseResult => ({
  id: "TC_B_01_CS",
  title: "Cold Boot",
  block: "B",
  variant: "dc",
  verdict: "PASS",
  reason: null,
  durationMs: 1234,
  dialogue: [
    {
      at: 0,
      time: "2026-01-01T00:00:00.000Z",
      from: "station",
      kind: "request",
      text: "BootNotification",
      payload: { reason: "<script>" },
    },
  ],
  ...part,
});
const results = [
  result({}),
  result({ id: "TC_B_02_CS", verdict: "FAIL", reason: 'status must be "Accepted" & <nothing> else' }),
  result({
    id: "TC_B_15_CS",
    verdict: "NOT APPLICABLE",
    reason: "C-56 is declared",
    durationMs: 0,
    dialogue: [],
  }),
];
const report: RunReport = {
  ocppVersion: "ocpp2.0.1",
  profile: "Core",
  seed: 42,
  startedAt: "2026-01-01T00:00:00.000Z",
  durationMs: 2500,
  version: "1.2.3",
  variants: [{ name: "dc", description: "One DC outlet" }],
  results,
};

test("a line for each case, with what failed", () => {
  expect(progressLine(results[0] as CaseResult, 7, 120)).toBe(
    "[  7/120] PASS   TC_B_01_CS dc 1.2 s Cold Boot",
  );
  expect(progressLine(results[1] as CaseResult, 8, 120)).toContain("\n      status must be");
});

test("the summary counts by variant and says how to run a failed case again", () => {
  const text = summaryText(report);
  expect(text).toMatch(/dc +1 +1 +0 +1/);
  expect(text).toContain("--cases TC_B_02_CS --variants dc --seed 42");
});

test("every report names the version of OCPP", () => {
  const of16: RunReport = { ...report, ocppVersion: "ocpp1.6" };
  expect(summaryText(of16)).toContain("OCPP 1.6, profile Core");
  expect(summaryText(of16)).toContain("again: kerbside conformance --ocpp 1.6 --profile Core");
  expect(JSON.parse(jsonReport(of16))).toMatchObject({ ocppVersion: "ocpp1.6" });
  expect(junitReport(of16)).toContain('<testsuites name="OCPP 1.6">');
  expect(htmlReport(of16)).toContain("OCPP 1.6, profile Core");
});

test("cases that apply nowhere are named with the reasons", () => {
  expect(nowhereApplicable(results)).toEqual(["TC_B_15_CS: C-56 is declared"]);
});

test("JSON has every duration, and the dialogue of what did not pass", () => {
  const read = JSON.parse(jsonReport(report)) as { counts: object; results: Partial<CaseResult>[] };
  expect(read.counts).toEqual({ PASS: 1, FAIL: 1, INCONC: 0, "NOT APPLICABLE": 1 });
  expect(read.results.map(({ durationMs }) => durationMs)).toEqual([1234, 1234, 0]);
  expect(read.results.map(({ dialogue }) => dialogue?.length)).toEqual([undefined, 1, undefined]);
});

test("JUnit has suites, failures and skipped cases, with nothing that breaks XML", () => {
  const xml = junitReport(report);
  expect(xml).toContain('<testsuite name="dc" tests="3" failures="1" errors="0" skipped="1"');
  expect(xml).toContain("&quot;Accepted&quot; &amp; &lt;nothing&gt;");
});

test("HTML stands alone, shows every dialogue and trusts no payload", () => {
  const html = htmlReport(report);
  expect(html).toContain("TC_B_02_CS");
  expect(html).toContain("&lt;script&gt;");
  expect(html).not.toMatch(/<script|src=|href=/);
});
