import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../src/cli/program.js";
import type { CommandAbilities } from "../../src/cli/abilities.js";
import { verifyMeterValues } from "../../src/cli/signed-meter-values.js";
import { createMeterSigner } from "../../src/hardware/virtual/meter-signer.js";
import { createMemoryStore } from "../../src/kernel/index.js";
import { reading } from "../blocks/j-meter-values/support.js";

const signer = createMeterSigner(createMemoryStore(), "EVSE-1");
const signed = (energyWh: number, publicKey: string) => ({
  value: energyWh,
  signedMeterValue: {
    signedMeterData: signer.sign(reading({ energyWh }), "during").data,
    signingMethod: "",
    encodingMethod: "OCMF",
    publicKey,
  },
});
const message = (...sampledValue: readonly object[]) => ({ meterValue: [{ sampledValue }] });

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "kerbside-meter-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function verified(content: unknown, ...options: readonly string[]) {
  const file = join(folder, "messages.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  const seen = { out: "", err: "" };
  const code = await runProgram(["meter", "verify", file, ...options], {
    verifyMeterValues,
    out: (text: string) => void (seen.out += text),
    err: (text: string) => void (seen.err += text),
  } as CommandAbilities);
  return { code, ...seen };
}

test("signed meter values are verified by the keys that came with them, or before", async () => {
  const { code, out } = await verified([
    message(signed(1, signer.publicKey())),
    { messages: [message({ value: 5 }, signed(2, ""))] },
  ]);
  expect(code).toBe(0);
  expect(out.split("\n")).toEqual([
    expect.stringMatching(/^genuine: meter EVSE-1, T1: .* C 1 Wh$/),
    expect.stringMatching(/^genuine: meter EVSE-1, T2: .* C 2 Wh$/),
    "",
  ]);
});

test("one that is not genuine ends with exit code 1, after all have been told", async () => {
  const other = createMeterSigner(createMemoryStore(), "EVSE-2").publicKey();
  const { code, out, err } = await verified(message(signed(1, other), signed(2, signer.publicKey())));
  expect([code, err]).toEqual([1, "error: not every signed meter value is genuine\n"]);
  expect(out).toMatch(/^NOT GENUINE: the signature is not that of this key\ngenuine: /);
});

test("the key that is given goes before those that came", async () => {
  const other = createMeterSigner(createMemoryStore(), "EVSE-2").publicKey();
  const { code } = await verified(message(signed(1, other)), "--public-key", signer.publicKey());
  expect(code).toBe(0);
});

test.each([
  ["{}", /holds no signed meter value/],
  ["{", /is not JSON/],
])("a file that holds %s is bad usage", async (content, says) => {
  const { code, err } = await verified(content);
  expect([code, err]).toEqual([2, expect.stringMatching(says)]);
});
