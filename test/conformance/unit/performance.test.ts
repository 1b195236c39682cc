import fc from "fast-check";
import type { DialogueItem } from "../../../src/conformance/index.js";
import { distributionOf, median, percentile } from "../../../src/conformance/measure/distribution.js";
import { measurePerformance } from "../../../src/conformance/measure/performance.js";

const line = (at: number, part: Partial<DialogueItem>): DialogueItem => ({
  at,
  time: "2026-01-01T00:00:00.000Z",
  from: "station",
  kind: "request",
  text: "",
  ...part,
});
/** A CALL of the CSMS, answered `after` milliseconds. */
const call = (at: number, text: string, payload: object, after = 5, response: object = ACCEPTED) => [
  line(at, { from: "csms", text, messageId: `${text}${at}`, payload }),
  line(at + after, { kind: "response", text, messageId: `${text}${at}`, payload: response }),
];
const says = (at: number, text: string, payload: object = {}) => line(at, { text, payload });
const acts = (at: number) => line(at, { from: "tester", kind: "action", text: "connects the EV" });
const ACCEPTED = { status: "Accepted" };

const measured = (version: "ocpp2.0.1" | "ocpp1.6", ...dialogues: DialogueItem[][]) =>
  Object.fromEntries(measurePerformance(version, dialogues).map(({ id, measured: found }) => [id, found]));

test("percentiles are nearest ranks", () => {
  const sorted = Array.from({ length: 20 }, (_, index) => index + 1);
  expect(percentile(sorted, 0.95)).toBe(19);
  expect(percentile(sorted, 0.951)).toBe(20);
  expect(percentile(sorted, 1)).toBe(20);
  expect(percentile([7], 0.01)).toBe(7);
  expect(() => percentile([], 0.5)).toThrow(RangeError);
  expect(() => percentile([1], 0)).toThrow(RangeError);
});

test("the median is the middle, or the mean of the two in the middle", () => {
  expect(median([1, 2, 9])).toBe(2);
  expect(median([1, 2, 4, 9])).toBe(3);
  expect(() => median([])).toThrow(RangeError);
});

test("a distribution is in order, and of samples in any order", () => {
  expect(distributionOf([])).toBeNull();
  expect(distributionOf([30, 10, 20])).toEqual({
    samples: 3,
    minimum: 10,
    median: 20,
    percentile95: 30,
    maximum: 30,
  });
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), (samples) => {
      const found = distributionOf(samples);
      if (!found) return false;
      const { minimum, median: middle, percentile95, maximum } = found;
      return (
        minimum <= middle &&
        middle <= maximum &&
        percentile95 <= maximum &&
        samples.includes(percentile95) &&
        samples.filter((one) => one <= percentile95).length >= 0.95 * samples.length
      );
    }),
  );
});

test("the six values of OCPP 2.0.1 are read from traces", () => {
  const found = measured("ocpp2.0.1", [
    ...call(0, "TriggerMessage", { requestedMessage: "SignChargingStationCertificate" }, 10),
    says(40, "SignCertificate"),
    ...call(100, "RequestStartTransaction", { remoteStartId: 3 }, 20),
    says(125, "TransactionEvent", {
      triggerReason: "Authorized",
      transactionInfo: { transactionId: "other" },
    }),
    says(180, "TransactionEvent", { transactionInfo: { transactionId: "t", remoteStartId: 3 } }),
    ...call(200, "RequestStopTransaction", { transactionId: "t" }, 30),
    says(250, "TransactionEvent", { triggerReason: "RemoteStop", transactionInfo: { transactionId: "t" } }),
    ...call(300, "Reset", { type: "Immediate" }, 6),
    says(900, "BootNotification"),
  ]);
  expect(found).toMatchObject({
    triggeredFunction: { samples: 1, median: 40 },
    response: { samples: 4, minimum: 6, maximum: 30 },
    remoteStartResponse: { samples: 1, median: 20 },
    remoteStartAuthorization: { samples: 1, median: 80 },
    remoteStopEnd: { samples: 1, median: 50 },
    boot: { samples: 1, median: 600 },
  });
});

test("the five values of OCPP 1.6 are read from traces", () => {
  const found = measured("ocpp1.6", [
    ...call(0, "ExtendedTriggerMessage", { requestedMessage: "Heartbeat" }, 1),
    says(4, "Heartbeat"),
    ...call(100, "RemoteStartTransaction", { idTag: "A" }, 20),
    says(150, "StartTransaction", { idTag: "A" }),
    ...call(200, "RemoteStopTransaction", { transactionId: 1 }, 30),
    says(260, "StopTransaction", { transactionId: 1 }),
  ]);
  expect(Object.keys(found)).toHaveLength(5);
  expect(found).toMatchObject({
    triggeredFunction: { median: 4 },
    response: { samples: 3 },
    remoteStartResponse: { median: 20 },
    remoteStartAuthorization: { median: 50 },
    remoteStopEnd: { median: 60 },
  });
});

test("time that is not the station's is no sample: a person who acts, a refusal, a CSMS that is away", () => {
  const started = says(180, "TransactionEvent", { transactionInfo: { remoteStartId: 3 } });
  const away = line(110, { from: "csms", kind: "connection", text: "closes the connection" });
  for (const between of [acts(130), away]) {
    const asked = call(100, "RequestStartTransaction", { remoteStartId: 3 });
    expect(measured("ocpp2.0.1", [...asked, between, started])["remoteStartAuthorization"]).toBeNull();
  }
  const refused = [
    ...call(100, "RequestStartTransaction", { remoteStartId: 3 }, 5, { status: "Rejected" }),
    started,
    ...call(300, "Reset", { type: "OnIdle" }, 6, { status: "Scheduled" }),
    ...call(400, "Reset", { type: "Immediate", evseId: 1 }, 6),
    says(900, "BootNotification"),
  ];
  expect(measured("ocpp2.0.1", refused)).toMatchObject({ remoteStartAuthorization: null, boot: null });
});

test("a CALL that is never answered, and broken payloads, are no sample and no error", () => {
  const unanswered = call(0, "GetReport", {}).slice(0, 1);
  expect(measured("ocpp2.0.1", unanswered)["response"]).toBeNull();
  const broken = [
    ...call(0, "RequestStartTransaction", { remoteStartId: 3 }),
    says(9, "TransactionEvent", {}),
  ];
  expect(measured("ocpp2.0.1", broken)["remoteStartAuthorization"]).toBeNull();
});

test("a measured value is held against the declared one by its worst sample", () => {
  const dialogue = [...call(0, "GetReport", {}, 400), ...call(500, "GetReport", {}, 600)];
  const declaredAs = (response: number) =>
    measurePerformance("ocpp2.0.1", [dialogue], { response, boot: 9 }).map(
      ({ id, declared, withinDeclared }) => [id, declared, withinDeclared],
    );
  expect(declaredAs(0.6)).toContainEqual(["response", 0.6, true]);
  expect(declaredAs(0.5)).toContainEqual(["response", 0.5, false]);
  expect(declaredAs(0.5)).toContainEqual(["boot", 9, null]);
});
