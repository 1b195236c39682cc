import { isSigned } from "../../../src/blocks/j-meter-values/signing.js";
import { verifyOcmf } from "../../../src/blocks/j-meter-values/index.js";
import type { MeterReading } from "../../../src/hardware/index.js";
import { createMeterSigner } from "../../../src/hardware/virtual/meter-signer.js";
import { createMemoryStore } from "../../../src/kernel/index.js";
import { reading } from "./support.js";

const LISTS = ["txStarted", "txUpdated", "txEnded", "aligned", "alignedTxEnded"] as const;
const READING: MeterReading = reading({ at: Date.UTC(2026, 0, 1, 12), energyWh: 1234.567 });

/** The lists that are signed with these variables. */
const signed = (variables: Readonly<Record<string, string>>): readonly string[] =>
  LISTS.filter((list) => isSigned({ find: (path: string) => variables[path] }, list));

test("J01.FR.21, J02.FR.21, E02.FR.14 each controller signs its own lists, and a list of its own switch only with that", () => {
  expect(signed({})).toEqual([]);
  const sampled = { "SampledDataCtrlr.SignReadings": "true" };
  expect(signed(sampled)).toEqual(["txEnded"]);
  expect(signed({ ...sampled, "SampledDataCtrlr.SignStartedReadings": "true" })).toEqual([
    "txStarted",
    "txEnded",
  ]);
  expect(signed({ ...sampled, "SampledDataCtrlr.SignUpdatedReadings": "True" })).toEqual([
    "txUpdated",
    "txEnded",
  ]);
  const aligned = { "AlignedDataCtrlr.SignReadings": "true" };
  expect(signed(aligned)).toEqual(["alignedTxEnded"]);
  expect(signed({ ...aligned, "AlignedDataCtrlr.SignUpdatedReadings": "true" })).toEqual([
    "aligned",
    "alignedTxEnded",
  ]);
  expect(signed({ "SampledDataCtrlr.SignUpdatedReadings": "true" })).toEqual([]);
});

const store = createMemoryStore();
const signer = createMeterSigner(store, "EVSE-1");
const { data } = signer.sign(READING, "end");
const decoded = (text: string): string => Buffer.from(text, "base64").toString();
const encoded = (text: string): string => Buffer.from(text).toString("base64");

test("what a meter has signed is genuine by its key, and says what was read", () => {
  expect(verifyOcmf(data, signer.publicKey())).toEqual({
    genuine: true,
    content: {
      meter: "EVSE-1",
      pagination: "T1",
      readings: ["2026-01-01T12:00:00,000+0000 S E 1234.567 Wh"],
    },
  });
});

test("a key may be printed in base64, or in hexadecimal with blanks", () => {
  const hex = decoded(signer.publicKey()).split(":")[3] ?? "";
  const base64 = Buffer.from(hex, "hex").toString("base64");
  expect(verifyOcmf(data, encoded(`oca:base64:asn1:${base64}`)).genuine).toBe(true);
  expect(verifyOcmf(data, encoded(`oca:base16:asn1:0x${hex.replace(/(..)/g, "$1 ")}`)).genuine).toBe(true);
});

test.each<[string, string, string, RegExp]>([
  ["another reading", encoded(decoded(data).replace("1234.567", "1.567")), signer.publicKey(), /signature/],
  ["another meter's key", data, createMeterSigner(store, "EVSE-2").publicKey(), /signature/],
  ["no key", data, "", /no public key/],
  ["a key that is none", data, encoded("oca:base16:asn1:00"), /no public key/],
  [
    "a signature that is none",
    encoded(decoded(data).replace(/"SD":".*"/, '"SD":"zz"')),
    signer.publicKey(),
    /signature/,
  ],
  ["another algorithm", encoded(decoded(data).replace("ECDSA", "RSA")), signer.publicKey(), /algorithm/],
  ["something else", encoded("OCMF|{"), signer.publicKey(), /not OCMF/],
  ["data after the signature", encoded(`${decoded(data)}|{}`), signer.publicKey(), /not OCMF/],
])("%s is not genuine", (_what, given, key, because) => {
  const verdict = verifyOcmf(given, key);
  expect(verdict).toMatchObject({ genuine: false, because: expect.stringMatching(because) as string });
});
