import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import type forge from "node-forge";
import { CertificateError, type Certificate } from "./certificate.js";

export type HashAlgorithm = "SHA256" | "SHA384" | "SHA512";

/** What OCPP identifies a certificate by (CertificateHashDataType); hexadecimal, lower case. */
export interface CertificateHashData {
  readonly hashAlgorithm: HashAlgorithm;
  /** Hash of the issuer's distinguished name as DER. */
  readonly issuerNameHash: string;
  /** Hash of the issuer's public key as DER, without tag and length. */
  readonly issuerKeyHash: string;
  /** Without leading zeros. */
  readonly serialNumber: string;
}

/**
 * @param issuer who signed it; the certificate itself where it is a root
 * @throws CertificateError where the certificate's DER is not that of a certificate
 */
export function certificateHashData(
  certificate: Certificate,
  issuer: Certificate,
  hashAlgorithm: HashAlgorithm = "SHA256",
): CertificateHashData {
  const hash = (bytes: string): string =>
    createHash(hashAlgorithm.toLowerCase()).update(bytes, "latin1").digest("hex");
  return {
    hashAlgorithm,
    issuerNameHash: hash(issuerNameOf(certificate)),
    issuerKeyHash: hash(subjectPublicKeyOf(issuer)),
    serialNumber: certificate.serialNumber,
  };
}

/** Whether two describe the same certificate; identifiers are compared without regard to case. */
export function sameHashData(one: CertificateHashData, other: CertificateHashData): boolean {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  return (
    one.hashAlgorithm === other.hashAlgorithm &&
    same(one.issuerNameHash, other.issuerNameHash) &&
    same(one.issuerKeyHash, other.issuerKeyHash) &&
    same(one.serialNumber, other.serialNumber.replace(/^0+(?=.)/, ""))
  );
}

type Node = forge.asn1.Asn1;
type Forge = typeof forge;

/** Only the part that reads DER; loaded when the first certificate is described, as most stations have none. */
function loadForge(): Forge {
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

function issuerNameOf(certificate: Certificate): string {
  const { asn1 } = loadForge();
  const issuer = fieldsOf(loadForge(), certificate)[2];
  if (!issuer) throw new CertificateError("the certificate names no issuer");
  return asn1.toDer(issuer).getBytes();
}

function subjectPublicKeyOf(certificate: Certificate): string {
  const { asn1, util } = loadForge();
  const keyInfo = certificate.publicKey.export({ type: "spki", format: "der" });
  // Bit strings are taken as they are: the key inside may look like DER.
  const parsed = asn1.fromDer(util.createBuffer(keyInfo.toString("latin1")), {
    decodeBitStrings: false,
  } as never);
  const bits = (parsed.value as Node[])[1]?.value;
  if (typeof bits !== "string") throw new CertificateError("the certificate has no public key");
  // The first byte counts the unused bits.
  return bits.slice(1);
}
