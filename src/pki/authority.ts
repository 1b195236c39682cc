import { createPublicKey, randomBytes, webcrypto, type KeyObject } from "node:crypto";
import { isIP } from "node:net";
import { parseCertificate, type Certificate } from "./certificate.js";
import { generatePrivateKey, type KeyAlgorithm } from "./keys.js";
import { toPem } from "./pem.js";
import type { Subject } from "./subject.js";
import { loadX509, nameOf, signingPair, type X509 } from "./x509.js";

/** A certificate with its private key (PKCS #8 PEM). */
export interface Credential {
  readonly certificate: Certificate;
  readonly privateKey: string;
}

/** Milliseconds since 1970. */
export interface Validity {
  readonly from: number;
  readonly to: number;
}

export interface IssueOptions {
  readonly subject: Subject;
  readonly publicKey: KeyObject;
  readonly validity: Validity;
  /** May sign others. */
  readonly authority?: boolean;
  /** Further names of a server. */
  readonly alternativeNames?: readonly string[];
  /** URL of the OCSP responder that knows its status. */
  readonly ocspResponder?: string;
  /** Hexadecimal; random unless given. */
  readonly serialNumber?: string;
}

/** Signs a certificate with the key of `issuer`. */
export async function issueCertificate(issuer: Credential, options: IssueOptions): Promise<Certificate> {
  const { keys, signingAlgorithm } = await signingPair(issuer.privateKey);
  const x509 = await loadX509();
  const issuerName = new x509.X509Certificate(issuer.certificate.pem).subjectName;
  return sign(x509, options, {
    issuer: issuerName,
    signingKey: keys.privateKey,
    signingAlgorithm,
  });
}

/** Makes a root: a certificate that signs itself and others. */
export async function createRoot(
  subject: Subject,
  validity: Validity,
  algorithm: KeyAlgorithm = "ECDSA-P256",
): Promise<Credential> {
  const privateKey = await generatePrivateKey(algorithm);
  const { keys, signingAlgorithm } = await signingPair(privateKey);
  const x509 = await loadX509();
  const certificate = await sign(
    x509,
    { subject, publicKey: await keyObjectOf(keys.publicKey), validity, authority: true },
    { issuer: new x509.Name(nameOf(subject)), signingKey: keys.privateKey, signingAlgorithm },
  );
  return { certificate, privateKey };
}

/** Makes a key pair and has its certificate signed by `issuer`. */
export async function createCredential(
  issuer: Credential,
  options: Omit<IssueOptions, "publicKey">,
  algorithm: KeyAlgorithm = "ECDSA-P256",
): Promise<Credential> {
  const privateKey = await generatePrivateKey(algorithm);
  const { keys } = await signingPair(privateKey);
  const publicKey = await keyObjectOf(keys.publicKey);
  return { certificate: await issueCertificate(issuer, { ...options, publicKey }), privateKey };
}

async function keyObjectOf(key: webcrypto.CryptoKey): Promise<KeyObject> {
  const der = Buffer.from(await webcrypto.subtle.exportKey("spki", key));
  return createPublicKey({ key: der, format: "der", type: "spki" });
}

interface Signer {
  readonly issuer: InstanceType<X509["Name"]>;
  readonly signingKey: webcrypto.CryptoKey;
  readonly signingAlgorithm: Awaited<ReturnType<typeof signingPair>>["signingAlgorithm"];
}

async function sign(
  x509: X509,
  options: IssueOptions,
  { issuer, signingKey, signingAlgorithm }: Signer,
): Promise<Certificate> {
  const { KeyUsageFlags } = x509;
  const { subject, publicKey, validity, authority = false } = options;
  const { alternativeNames = [], ocspResponder, serialNumber } = options;
  const usages = authority
    ? KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign
    : KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment;
  const written = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber ?? newSerialNumber(),
    subject: nameOf(subject),
    issuer: issuer.toJSON(),
    notBefore: new Date(validity.from),
    notAfter: new Date(validity.to),
    publicKey: new x509.PublicKey(publicKey.export({ type: "spki", format: "der" })),
    signingKey,
    signingAlgorithm,
    extensions: [
      new x509.BasicConstraintsExtension(authority, undefined, true),
      new x509.KeyUsagesExtension(usages, true), // A00.FR.512
      ...(alternativeNames.length > 0
        ? [
            new x509.SubjectAlternativeNameExtension(
              alternativeNames.map((value) => ({
                type: isIP(value) ? ("ip" as const) : ("dns" as const),
                value,
              })),
            ),
          ]
        : []),
      ...(ocspResponder === undefined
        ? []
        : [new x509.AuthorityInfoAccessExtension({ ocsp: ocspResponder })]),
    ],
  });
  return parseCertificate(toPem("CERTIFICATE", new Uint8Array(written.rawData)));
}

/** 16 bytes, positive and without a leading zero. */
function newSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString("hex");
}
