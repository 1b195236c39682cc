import { createCredential, createRoot, type Credential, type Validity } from "./authority.js";
import type { KeyAlgorithm } from "./keys.js";

/** A file of a PKI folder. */
export interface PkiFile {
  /** Below the folder, with `/` between its parts. */
  readonly name: string;
  readonly content: string;
  /** A private key: nobody else may read it. */
  readonly secret: boolean;
}

/** What a development PKI is made for. */
export interface DevelopmentPkiOptions {
  /** Identities of stations that get a certificate for security profile 3. */
  readonly stations: readonly string[];
  /** Host of the CSMS, as stations reach it. */
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const ORGANIZATION = "Kerbside Development";
const DAY = 86_400_000;
const YEARS_OF_ROOTS = 20;
const YEARS_OF_OTHERS = 5;

/** The contract of virtual EVs: country, provider, `C`, eight characters. */
const EMAID = "DEKBSC00000001";

const filesOf = (name: string, { certificate, privateKey }: Credential, kind = ""): readonly PkiFile[] => [
  { name: `${name}${kind}.pem`, content: certificate.pem, secret: false },
  { name: `${name}.key.pem`, content: privateKey, secret: true },
];

/**
 * Makes the certificates of a development PKI: a CSMS root and a second one, server certificates with ECDSA and
 * RSA keys, a manufacturer's root with a certificate that signs firmware, roots for V2G and mobility operators, the
 * contract of an EV by two sub CAs, and certificates of stations. For development only: all its keys lie side by side.
 */
export async function createDevelopmentPki({
  stations,
  host,
  now,
}: DevelopmentPkiOptions): Promise<readonly PkiFile[]> {
  const lasting = (years: number): Validity => ({ from: now - DAY, to: now + years * 365 * DAY });
  const named = (commonName: string) => ({ commonName, organization: ORGANIZATION });
  const root = (name: string): Promise<Credential> => createRoot(named(name), lasting(YEARS_OF_ROOTS));
  const issue = (issuer: Credential, commonName: string, algorithm?: KeyAlgorithm): Promise<Credential> =>
    createCredential(issuer, { subject: named(commonName), validity: lasting(YEARS_OF_OTHERS) }, algorithm);

  const [csms, second, manufacturer, v2g, mo] = await Promise.all([
    root("Kerbside Development CSMS Root"),
    root("Kerbside Development CSMS Root 2"),
    root("Kerbside Development Manufacturer Root"),
    root("Kerbside Development V2G Root"),
    root("Kerbside Development MO Root"),
  ]);
  const [ecdsa, rsa, signer] = await Promise.all([
    issue(csms, host),
    issue(csms, host, "RSA-2048"),
    issue(manufacturer, "Kerbside Development Firmware"),
  ]);
  const underMo = async (issuer: Credential, commonName: string, authority = true): Promise<Credential> =>
    createCredential(issuer, {
      subject: named(commonName),
      validity: lasting(YEARS_OF_OTHERS),
      authority,
      ocspResponder: `http://${host}/ocsp`,
    });
  const moSubCa1 = await underMo(mo, "Kerbside Development MO Sub-CA 1");
  const moSubCa2 = await underMo(moSubCa1, "Kerbside Development MO Sub-CA 2");
  const contract = await underMo(moSubCa2, EMAID, false);
  const own = await Promise.all(
    stations.map(async (identity) => ({ identity, own: await issue(csms, identity) })),
  );
  return [
    ...filesOf("csms-root", csms),
    // Not named like those that a station trusts from the start: it is there to be installed.
    ...filesOf("second-csms-root", second),
    ...filesOf("manufacturer-root", manufacturer),
    ...filesOf("v2g-root", v2g),
    ...filesOf("mo-root", mo),
    ...filesOf("csms-server-ecdsa", ecdsa, ".chain"),
    ...filesOf("csms-server-rsa", rsa, ".chain"),
    ...filesOf("firmware-signing", signer, ".chain"),
    {
      name: "ev/contract.chain.pem",
      content: [contract, moSubCa2, moSubCa1].map(({ certificate }) => certificate.pem).join(""),
      secret: false,
    },
    { name: "ev/contract.key.pem", content: contract.privateKey, secret: true },
    ...own.flatMap(({ identity, own: credential }) => filesOf(`stations/${identity}`, credential, ".chain")),
  ];
}
