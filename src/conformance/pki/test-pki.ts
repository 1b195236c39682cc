import {
  certificateHashData,
  createCredential,
  createOcspResponse,
  createRoot,
  issueCertificate,
  readSigningRequest,
  type Certificate,
  type CertificateHashData,
  type Credential,
  type IssueOptions,
  type KeyAlgorithm,
  type Validity,
} from "../../pki/index.js";

/** Certificates that a CSMS shows and a station must or must not trust. */
export type ServerCertificate =
  | "valid"
  /** By the second root, which no station trusts before it is installed. */
  | "bySecondRoot"
  /** By the root that the first one has signed, and that replaces it (M05.FR.10). */
  | "bySuccessor"
  | "expired"
  | "future"
  | "wrongName"
  | "wildcard";

/** The certificates and keys of the CSMS that the suite plays, made when they are first needed. */
export interface TestPki {
  /** Trusted by the station from the start. */
  root(): Promise<Credential>;
  secondRoot(): Promise<Credential>;
  successor(): Promise<Credential>;
  expiredRoot(): Promise<Credential>;
  manufacturerRoot(): Promise<Credential>;
  /** Signs firmware; by the manufacturer's root. */
  firmwareSigner(): Promise<Credential>;
  /** Would sign firmware, but nobody trusts whoever signed it. */
  foreignFirmwareSigner(): Promise<Credential>;
  server(which: ServerCertificate): Promise<Credential>;
  /** Trusted by EVs; signs what stations show them by two sub CAs. A station knows it from the start. */
  v2gRoot(): Promise<Credential>;
  secondV2gRoot(): Promise<Credential>;
  /** Of the mobility operator whose customer the EV's driver is; signs contracts by two sub CAs. */
  moRoot(): Promise<Credential>;
  /** What the EV of the tests shows: its contract certificate, then the sub CAs. */
  contractChain(): Promise<readonly Certificate[]>;
  /** Shown by the server of files. */
  fileServer(): Promise<Credential>;
  /** The key and certificate that a station comes with. */
  stationCredential(identity: string): Promise<Credential>;
  /** Signs a request of a station (PEM) with a CSMS root; gives the chain (PEM). */
  signs(csr: string, options?: { readonly by?: Credential; readonly commonName?: string }): Promise<string>;
  /** A certificate for a request that is not valid any more. */
  signsExpired(csr: string): Promise<string>;
  /** Signs a request of a station (PEM) for what it shows EVs; gives the chain (PEM) with the sub CAs. */
  signsV2g(csr: string): Promise<string>;
  /** Says of any certificate of ISO 15118 that it is good for a week (DER as base64). */
  ocspResponder(): Promise<(certificate: CertificateHashData, now: number) => string>;
}

const WEEK = 7 * 86_400_000;

/** The contract of the EV of the tests. */
export const CONTRACT_EMAID = "DEKBSC00000001";

/** Whom certificates of ISO 15118 name to ask whether they were revoked; nobody answers there. */
const OCSP_RESPONDER = "http://ocsp.example.com/";

/** The suite's CSMS is on loopback. */
export const CSMS_HOST = "127.0.0.1";

const ORGANIZATION = "Kerbside Test";
// Fixed dates: TLS goes by the time of the system, stations by that of a test.
const VALID: Validity = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2049, 11, 31) };
const PAST: Validity = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2021, 0, 1) };
const FUTURE: Validity = { from: Date.UTC(2048, 0, 1), to: Date.UTC(2049, 11, 31) };

/**
 * @param host that the station reaches the CSMS by
 * @param algorithm of all keys of the CSMS
 */
export function createTestPki(host: string, algorithm: KeyAlgorithm): TestPki {
  const made = new Map<string, Promise<Credential>>();
  const once = (name: string, make: () => Promise<Credential>): Promise<Credential> => {
    const known = made.get(name) ?? make();
    made.set(name, known);
    return known;
  };
  const named = (commonName: string) => ({ commonName, organization: ORGANIZATION });
  const rootNamed = (name: string, validity = VALID): Promise<Credential> =>
    once(name, () => createRoot(named(name), validity, algorithm));
  const signedBy = async (
    issuer: Promise<Credential>,
    commonName: string,
    { validity = VALID, authority = false, ...more }: Partial<Omit<IssueOptions, "subject">> = {},
  ): Promise<Credential> =>
    createCredential(await issuer, { subject: named(commonName), validity, authority, ...more }, algorithm);

  const root = () => rootNamed("CSMS Root");
  const secondRoot = () => rootNamed("CSMS Root 2");
  const successor = () =>
    once("successor", () => signedBy(root(), "CSMS Root, successor", { authority: true }));
  const manufacturerRoot = () => rootNamed("Manufacturer Root");
  const ofIso15118 = (issuer: Promise<Credential>, commonName: string, authority = true) =>
    once(commonName, () => signedBy(issuer, commonName, { authority, ocspResponder: OCSP_RESPONDER }));
  const moRoot = () => rootNamed("MO Root");
  const moSubCa1 = () => ofIso15118(moRoot(), "MO Sub-CA 1");
  const moSubCa2 = () => ofIso15118(moSubCa1(), "MO Sub-CA 2");
  const v2gRoot = () => rootNamed("V2G Root");
  const cpoSubCa1 = () => ofIso15118(v2gRoot(), "CPO Sub-CA 1");
  const cpoSubCa2 = () => ofIso15118(cpoSubCa1(), "CPO Sub-CA 2");
  const contract = () => ofIso15118(moSubCa2(), CONTRACT_EMAID, false);
  const wildcard = `*${host.slice(Math.max(0, host.indexOf(".")))}`;
  const servers: Readonly<Record<ServerCertificate, () => Promise<Credential>>> = {
    valid: () => signedBy(root(), host),
    bySecondRoot: () => signedBy(secondRoot(), host),
    bySuccessor: () => signedBy(successor(), host),
    expired: () => signedBy(root(), host, { validity: PAST }),
    future: () => signedBy(root(), host, { validity: FUTURE }),
    wrongName: () => signedBy(root(), "elsewhere.example.com"),
    wildcard: () => signedBy(root(), wildcard),
  };
  const sign = async (
    csr: string,
    by: Credential,
    validity: Validity,
    { commonName, ocspResponder }: { readonly commonName?: string; readonly ocspResponder?: string } = {},
  ): Promise<Certificate> => {
    const request = await readSigningRequest(csr);
    const subject = commonName === undefined ? request.subject : named(commonName);
    const responder = ocspResponder !== undefined && { ocspResponder };
    return issueCertificate(by, { ...request, subject, validity, ...responder });
  };

  return {
    root,
    secondRoot,
    successor,
    expiredRoot: () => rootNamed("CSMS Root, expired", PAST),
    manufacturerRoot,
    firmwareSigner: () => once("firmware", () => signedBy(manufacturerRoot(), "Firmware")),
    foreignFirmwareSigner: () =>
      once("foreign firmware", () => signedBy(rootNamed("Foreign Root"), "Firmware")),
    v2gRoot,
    secondV2gRoot: () => rootNamed("V2G Root 2"),
    moRoot,
    contractChain: async () => {
      const credentials = await Promise.all([contract(), moSubCa2(), moSubCa1()]);
      return credentials.map(({ certificate }) => certificate);
    },
    fileServer: () =>
      once("file server", async () =>
        createCredential(
          await root(),
          { subject: named(host), validity: VALID, alternativeNames: [host] },
          algorithm,
        ),
      ),
    server: (which) => once(`server ${which}`, servers[which]),
    stationCredential: (identity) => once(`station ${identity}`, () => signedBy(root(), identity)),
    async signs(csr, { by, commonName } = {}) {
      return (await sign(csr, by ?? (await root()), VALID, commonName === undefined ? {} : { commonName }))
        .pem;
    },
    signsExpired: async (csr) => (await sign(csr, await root(), PAST)).pem,
    async signsV2g(csr) {
      const [subCa2, subCa1] = [await cpoSubCa2(), await cpoSubCa1()];
      const leaf = await sign(csr, subCa2, VALID, { ocspResponder: OCSP_RESPONDER });
      return [leaf, subCa2.certificate, subCa1.certificate].map(({ pem }) => pem).join("");
    },
    async ocspResponder() {
      const issuers = await Promise.all(
        [v2gRoot, cpoSubCa1, cpoSubCa2, moRoot, moSubCa1, moSubCa2].map((make) => make()),
      );
      const anybody = await v2gRoot();
      return (certificate, now) => {
        const { hashAlgorithm, issuerKeyHash } = certificate;
        const issuer = issuers.find(
          ({ certificate: one }) =>
            certificateHashData(one, one, hashAlgorithm).issuerKeyHash === issuerKeyHash.toLowerCase(),
        );
        // A question about nobody's certificate has an answer that fits nothing.
        return createOcspResponse(issuer ?? anybody, {
          ...{ certificate, status: "good", thisUpdate: now, nextUpdate: now + WEEK },
        });
      };
    },
  };
}
