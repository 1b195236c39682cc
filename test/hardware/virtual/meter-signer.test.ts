import { createPublicKey, verify } from "node:crypto";
import type { MeterReading } from "../../../src/hardware/index.js";
import { createMeterSigner } from "../../../src/hardware/virtual/meter-signer.js";
import { createMemoryStore } from "../../../src/kernel/index.js";

const READING: MeterReading = {
  at: Date.UTC(2026, 0, 1, 12),
  energyWh: 1234.567,
  powerW: 0,
  currentA: [0],
  voltageV: [230],
  frequencyHz: 50,
  offeredA: 0,
  offeredW: 0,
  temperatureC: 20,
  stateOfCharge: null,
};

/** Takes an OCMF document apart, as a transparency software does. */
function read(data: string): { payload: string; signature: Buffer; algorithm: string } {
  const [header, payload = "", signature = ""] = Buffer.from(data, "base64").toString().split("|");
  expect(header).toBe("OCMF");
  const { SA, SD } = JSON.parse(signature) as { SA: string; SD: string };
  return { payload, signature: Buffer.from(SD, "hex"), algorithm: SA };
}

function keyOf(publicKey: string): ReturnType<typeof createPublicKey> {
  const [format, encoding, type, printed = ""] = Buffer.from(publicKey, "base64").toString().split(":");
  expect([format, encoding, type]).toEqual(["oca", "base16", "asn1"]);
  return createPublicKey({ key: Buffer.from(printed, "hex"), format: "der", type: "spki" });
}

test("what the meter signs can be verified with its public key, and says what was read", () => {
  const signer = createMeterSigner(createMemoryStore(), "EVSE-1");
  const { encoding, data } = signer.sign(READING, "begin");
  const { payload, signature, algorithm } = read(data);
  expect([encoding, algorithm]).toEqual(["OCMF", "ECDSA-secp256r1-SHA256"]);
  expect(verify("sha256", Buffer.from(payload), keyOf(signer.publicKey()), signature)).toBe(true);
  expect(JSON.parse(payload)).toMatchObject({
    PG: "T1",
    RD: [{ TM: "2026-01-01T12:00:00,000+0000 S", TX: "B", RV: 1234.567, RU: "Wh", RI: "1-b:1.8.0" }],
  });
});

test("a changed reading does not verify, nor does another meter's key", () => {
  const store = createMemoryStore();
  const signer = createMeterSigner(store, "EVSE-1");
  const { payload, signature } = read(signer.sign(READING, "end").data);
  const forged = Buffer.from(payload.replace("1234.567", "1.567"));
  expect(verify("sha256", forged, keyOf(signer.publicKey()), signature)).toBe(false);
  const other = createMeterSigner(store, "EVSE-2");
  expect(verify("sha256", Buffer.from(payload), keyOf(other.publicKey()), signature)).toBe(false);
});

test("key and pagination outlive the process", () => {
  const store = createMemoryStore();
  const first = createMeterSigner(store, "EVSE-1");
  first.sign(READING, "begin");
  const second = createMeterSigner(store, "EVSE-1");
  expect(second.publicKey()).toBe(first.publicKey());
  expect(JSON.parse(read(second.sign(READING, "end").data).payload)).toMatchObject({ PG: "T2" });
});
