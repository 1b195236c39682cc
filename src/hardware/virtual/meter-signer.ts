import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import type { Store, Table } from "../../kernel/index.js";
import type { MeterReading, MeterSigner, SignedReading, SigningOccasion } from "../interface.js";

/** What a signing meter keeps in its own memory. */
interface MeterMemory {
  /** PKCS #8, PEM; made when the meter is first asked for it, never shown. */
  readonly privateKey: string;
  /** How many readings were signed. */
  readonly pagination: number;
}

/** What OCMF calls the occasions. */
const OCMF_TRANSACTION: Readonly<Record<SigningOccasion, string>> = { begin: "B", during: "C", end: "E" };

const CURVE = "prime256v1";
const ALGORITHM = "ECDSA-secp256r1-SHA256";
/** OBIS code of the register of active energy imported by the EV. */
const REGISTER = "1-b:1.8.0";

/**
 * A meter that signs its readings as OCMF with a key pair of its own (ECDSA, P-256, SHA-256).
 * @param id of the meter, unique in its store; its serial number is made of it
 */
export function createMeterSigner(store: Store, id: string): MeterSigner {
  const table: Table<MeterMemory> = store.table("meterSigner");
  let key: KeyObject | null = null;

  const memory = (): MeterMemory => {
    const known = table.get(id);
    if (known) return known;
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: CURVE });
    const made = {
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      pagination: 0,
    };
    table.put(id, made);
    return made;
  };
  const privateKey = (): KeyObject => (key ??= createPrivateKey(memory().privateKey));

  return {
    publicKey: () => {
      const printed = createPublicKey(privateKey()).export({ type: "spki", format: "der" }).toString("hex");
      return Buffer.from(`oca:base16:asn1:${printed}`).toString("base64");
    },
    sign(reading: MeterReading, occasion: SigningOccasion): SignedReading {
      const before = memory();
      const pagination = before.pagination + 1;
      table.put(id, { ...before, pagination });
      const payload = JSON.stringify({
        FV: "1.0",
        GI: "Kerbside",
        GS: id,
        PG: `T${pagination}`,
        MV: "Kerbside",
        MM: "Virtual meter",
        MS: id,
        RD: [
          {
            TM: ocmfTime(reading.at),
            TX: OCMF_TRANSACTION[occasion],
            RV: reading.energyWh,
            RI: REGISTER,
            RU: "Wh",
            RT: reading.frequencyHz === null ? "DC" : "AC",
            ST: "G",
          },
        ],
      });
      const signature = sign("sha256", Buffer.from(payload), privateKey()).toString("hex");
      const data = `OCMF|${payload}|${JSON.stringify({ SA: ALGORITHM, SD: signature })}`;
      return { encoding: "OCMF", data: Buffer.from(data).toString("base64") };
    },
  };
}

/** OCMF writes UTC with milliseconds and how the clock is kept, `S` for synchronized. */
const ocmfTime = (at: number): string =>
  `${new Date(at).toISOString().replace(".", ",").replace("Z", "+0000")} S`;
