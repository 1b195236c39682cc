import { X509Certificate, type KeyObject } from "node:crypto";
import { KerbsideError, messageOf } from "../kernel/index.js";
import { certificatesIn } from "./pem.js";

/** A text that should hold certificates holds none, or none that can be read. */
export class CertificateError extends KerbsideError {
  readonly exitCode = 2;
}

/** The parts of a distinguished name that OCPP looks at; each may occur more than once. */
export interface Name {
  readonly commonNames: readonly string[];
  readonly organizations: readonly string[];
}

/** An X.509 certificate as data. */
export interface Certificate {
  /** One certificate, with a final line break. */
  readonly pem: string;
  readonly der: Uint8Array;
  readonly subject: Name;
  /** Hexadecimal, lower case, without leading zeros. */
  readonly serialNumber: string;
  /** Milliseconds since 1970: from when, and up to and with when it is valid. */
  readonly validFrom: number;
  readonly validTo: number;
  /** The basic constraints say that it may sign others. */
  readonly isAuthority: boolean;
  readonly publicKey: KeyObject;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  /** URL of who tells whether it was revoked (OCSP); `null` where it names nobody. */
  readonly ocspResponder: string | null;
  /** SHA-256 of the certificate, hexadecimal. */
  readonly fingerprint: string;
  /** Whether `issuer` has signed it and is named as its issuer. */
  isIssuedBy(issuer: Certificate): boolean;
}

/** @throws CertificateError unless the text holds one readable certificate and no more */
export function parseCertificate(pem: string): Certificate {
  const [only, ...others] = parseCertificates(pem);
  if (!only || others.length > 0)
    throw new CertificateError(`one certificate is expected, not ${others.length + 1}`);
  return only;
}

/** @throws CertificateError where there is no certificate, or one that cannot be read */
export function parseCertificates(pem: string): readonly Certificate[] {
  const parts = certificatesIn(pem);
  if (parts.length === 0) throw new CertificateError("there is no PEM certificate in the text");
  return parts.map(parseOne);
}

function parseOne(pem: string): Certificate {
  try {
    return certificateOf(pem, new X509Certificate(pem));
  } catch (error) {
    throw new CertificateError(`the certificate cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function certificateOf(pem: string, native: X509Certificate): Certificate {
  const alternatives = (native.subjectAltName ?? "").split(", ");
  const named = (prefix: string): readonly string[] =>
    alternatives.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length));
  return {
    pem,
    der: native.raw,
    subject: nameOf(native.subject),
    serialNumber: native.serialNumber.toLowerCase().replace(/^0+(?=.)/, ""),
    validFrom: Date.parse(native.validFrom),
    validTo: Date.parse(native.validTo),
    isAuthority: native.ca,
    publicKey: native.publicKey,
    dnsNames: named("DNS:"),
    ipAddresses: named("IP Address:"),
    ocspResponder: /^OCSP - URI:(.+)$/m.exec(native.infoAccess ?? "")?.[1] ?? null,
    fingerprint: native.fingerprint256.replace(/:/g, "").toLowerCase(),
    isIssuedBy(issuer) {
      try {
        return native.checkIssued(new X509Certificate(issuer.pem)) && native.verify(issuer.publicKey);
      } catch {
        // A key of another kind than the signature's.
        return false;
      }
    },
  };
}

/** Node writes a name as lines of `attribute=value`. */
function nameOf(lines: string): Name {
  const values = (attribute: string): readonly string[] =>
    (lines ?? "")
      .split("\n")
      .filter((line) => line.startsWith(`${attribute}=`))
      .map((line) => line.slice(attribute.length + 1));
  return { commonNames: values("CN"), organizations: values("O") };
}
