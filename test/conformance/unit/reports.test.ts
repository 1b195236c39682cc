import { loadOwnVariants, type CaseResult, type Variant } from "../../../src/conformance/index.js";
import {
  nowhereApplicable,
  progressLine,
  summaryText,
} from "../../../src/conformance/report/console-report.js";
import { htmlReport } from "../../../src/conformance/report/html-report.js";
import { jsonReport } from "../../../src/conformance/report/json-report.js";
import { junitReport } from "../../../src/conformance/report/junit-report.js";
import { hasPassed, type RunReport } from "../../../src/conformance/report/summary.js";
import { measurePerformance } from "../../../src/conformance/measure/performance.js";
import { withoutSecrets } from "../../../src/conformance/record/station-record.js";

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
const [variant] = loadOwnVariants() as [Variant];
const station: RunReport["stations"][number] = {
  name: "dc",
  description: "One DC outlet",
  ways: [],
  declared: { "C-01": true },
  test: variant.test,
  station: {},
  configuration: {
    items: [{ name: "AuthCtrlr.Enabled", type: "Actual", value: "<true>", mutability: "ReadWrite" }],
    problem: null,
    dialogue: [],
  },
  performance: measurePerformance("ocpp2.0.1", [], { response: 2 }),
};
const report: RunReport = {
  ocppVersion: "ocpp2.0.1",
  profile: "Core",
  seed: 42,
  startedAt: "2026-01-01T00:00:00.000Z",
  durationMs: 2500,
  version: "1.2.3",
  complete: true,
  planned: 2,
  problems: [],
  stations: [station],
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
  expect(summaryText(report, false)).not.toContain("again:");
  expect(summaryText(report, false)).toContain("FAIL TC_B_02_CS dc: status must be");
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

test("the report shows the configuration, the measurement and the boots of each station", () => {
  const boots = result({
    dialogue: [
      {
        at: 0,
        time: "2026-01-01T00:00:00.000Z",
        from: "station",
        kind: "request",
        text: "BootNotification",
        payload: { chargingStation: { firmwareVersion: "1.0.0" } },
      },
    ],
    firmware: [{ firmwareVersion: "9.0.1", sha256: "abc123" }],
  });
  const html = htmlReport({ ...report, results: [boots] });
  expect(html).toContain("<td>AuthCtrlr.Enabled<td>Actual<td>&lt;true&gt;<td>ReadWrite");
  expect(html).toContain(
    "<td>OCPP response<td>from any CALL of the CSMS to its CALLRESULT or CALLERROR<td>0",
  );
  expect(html).toContain("<td>1.0.0<td>1");
  expect(html).toContain("<td>TC_B_01_CS<td>dc<td>PASS<td>9.0.1<td>abc123");
  const read = JSON.parse(jsonReport({ ...report, results: [boots] })) as { results: object[] };
  expect(read.results).toMatchObject([
    { boots: [{ firmwareVersion: "1.0.0", afterUpdate: false }], firmware: [{ sha256: "abc123" }] },
  ]);
});

test("a large payload is cut short in HTML", () => {
  const [line] = result({}).dialogue;
  const large = result({ dialogue: [{ ...line, payload: { text: "x".repeat(50_000) } } as never] });
  const html = htmlReport({ ...report, results: [large] });
  expect(html).toContain("50011 characters, all of them in the trace");
  expect(html.length).toBeLessThan(20_000);
});

test("a run passes only if it is complete, every case has passed and nothing else is wrong", () => {
  const good = { ...report, results: [result({}), results[2] as CaseResult] };
  expect(hasPassed(good)).toBe(true);
  expect(hasPassed(report)).toBe(false);
  expect(hasPassed({ ...good, complete: false })).toBe(false);
  expect(hasPassed({ ...good, problems: ["the firmware changed"] })).toBe(false);
});

test("an interrupted run says so everywhere, and how far it came", () => {
  const partial: RunReport = { ...report, complete: false, planned: 90, results: [result({})] };
  const words = "The run was interrupted: 1 of 90 cases were run";
  expect(htmlReport(partial)).toContain(words);
  expect(summaryText(partial)).toContain(words);
  expect(JSON.parse(jsonReport(partial))).toMatchObject({ complete: false, planned: 90 });
  expect(summaryText(report)).not.toContain("interrupted");
});

test("what is wrong beside the cases is told everywhere", () => {
  const troubled: RunReport = { ...report, problems: ["dc: firmware <2>"] };
  expect(summaryText(troubled)).toContain("dc: firmware <2>");
  expect(htmlReport(troubled)).toContain("dc: firmware &lt;2&gt;");
});

test("passwords, tokens and keys of a configuration are left out of a report", () => {
  const settings = {
    csms: { basicAuthPassword: "p", url: "ws://x" },
    api: { token: "t" },
    tokens: [{ validIdToken: "t", name: "n" }],
    startButton: true,
  };
  expect(withoutSecrets(settings)).toEqual({
    csms: { basicAuthPassword: "(secret)", url: "ws://x" },
    api: { token: "(secret)" },
    tokens: [{ validIdToken: "(secret)", name: "n" }],
    startButton: true,
  });
});
