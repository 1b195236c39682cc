import { createRequire } from "node:module";
import type { KeyObject } from "node:crypto";
import type forge from "node-forge";
import { CertificateError, type Certificate } from "./certificate.js";

/** A value of ASN.1. */
export type Node = forge.asn1.Asn1;
export type Forge = typeof forge;

/** Only the part that reads and writes DER; loaded when it is first needed, as most stations have no certificates. */
export function loadForge(): Forge {
  const require = createRequire(import.meta.url);
  require("node-forge/lib/asn1");
  return require("node-forge/lib/forge") as Forge;
}

const EXPLICIT_VERSION = 0;

/** The fields of tbsCertificate from the serial number on (RFC 5280, 4.1). */
function fieldsOf({ asn1 }: Forge, { der }: Certificate): readonly Node[] {
  const outer = asn1.fromDer(Buffer.from(der).toString("latin1"));
  const tbs = (outer.value as Node[])[0];
  const fields = (tbs?.value ?? []) as Node[];
  const first = fields[0];
  const hasVersion =
    first?.tagClass === asn1.Class.CONTEXT_SPECIFIC && (first.type as number) === EXPLICIT_VERSION;
  return hasVersion ? fields.slice(1) : fields;
}

/** The issuer's distinguished name as DER, a byte for each character. */
export function issuerNameOf(certificate: Certificate): string {
  const { asn1 } = loadForge();
  const issuer = fieldsOf(loadForge(), certificate)[2];
  if (!issuer) throw new CertificateError("the certificate names no issuer");
  return asn1.toDer(issuer).getBytes();
}

/** A public key as DER without its algorithm, tag and length, a byte for each character. */
export function subjectPublicKeyOf(publicKey: KeyObject): string {
  const { asn1, util } = loadForge();
  const keyInfo = publicKey.export({ type: "spki", format: "der" });
  // Bit strings are taken as they are: the key inside may look like DER.
  const parsed = asn1.fromDer(util.createBuffer(keyInfo.toString("latin1")), {
    decodeBitStrings: false,
  } as never);
  const bits = (parsed.value as Node[])[1]?.value;
  if (typeof bits !== "string") throw new CertificateError("the certificate has no public key");
  // The first byte counts the unused bits.
  return bits.slice(1);
}
