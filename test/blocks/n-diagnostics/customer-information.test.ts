import {
  inquire,
  type Customer,
  type CustomerRecords,
} from "../../../src/blocks/n-diagnostics/customer-information.js";

const customer: Customer = { idToken: { idToken: "04A2B3C4D5E680", type: "ISO14443" } };

/** Records of one customer that can be cleared. */
function recordsOf(...lines: string[]): CustomerRecords {
  let kept = lines;
  return {
    about: () => kept,
    forget: () => {
      kept = [];
    },
  };
}

test.each([
  ["nobody", {}],
  ["two at once", { ...customer, customerIdentifier: "C-1" }],
])("N09.FR.09 a request about %s is Invalid", (_who, about) => {
  expect(inquire([recordsOf("a fact")], { report: true, clear: false, customer: about })).toEqual({
    status: "Invalid",
  });
});

test("N09.FR.07 a request to neither report nor clear is Rejected", () => {
  expect(inquire([], { report: false, clear: false, customer })).toEqual({ status: "Rejected" });
});

test("N09.FR.05 all that is stored is reported", () => {
  const answer = inquire([recordsOf("one"), recordsOf("two")], { report: true, clear: false, customer });
  expect(answer).toEqual({ status: "Accepted", parts: ["one\ntwo"] });
});

test("N09.FR.06 a report about somebody unknown is one empty part", () => {
  expect(inquire([recordsOf()], { report: true, clear: false, customer })).toEqual({
    status: "Accepted",
    parts: [""],
  });
});

test("N10.FR.03 what is cleared is reported once more, and is gone", () => {
  const records = [recordsOf("one")];
  expect(inquire(records, { report: true, clear: true, customer })).toMatchObject({ parts: ["one"] });
  expect(inquire(records, { report: true, clear: false, customer })).toMatchObject({ parts: [""] });
});

test("N10.FR.06 clearing without a report is told", () => {
  const answer = inquire([recordsOf("one")], { report: false, clear: true, customer });
  expect(answer).toMatchObject({ status: "Accepted", parts: [expect.stringContaining("cleared")] });
});

test("a report is cut into parts of 512 characters at most, and holds every character", () => {
  const lines = ["a".repeat(300), "b".repeat(300), "c".repeat(1300)];
  const answer = inquire([recordsOf(...lines)], { report: true, clear: false, customer });
  if (answer.status !== "Accepted") throw new Error(answer.status);
  expect(Math.max(...answer.parts.map((part) => part.length))).toBeLessThanOrEqual(512);
  expect(answer.parts.join("").replaceAll("\n", "")).toBe(lines.join(""));
});
