import type { TestCase } from "../case.js";
import type { Variant } from "../pics/load-pics.js";
import type { IdToken, TestConfiguration } from "../pics/pics.js";
import type { SuiteVersion } from "../suites.js";

/** The same station, tested in another way, and the cases that are run so too. */
export interface Way {
  readonly variant: Variant;
  concerns(testCase: TestCase): boolean;
}

/** Kinds of idToken by the features of Part 5 that start a transaction with them, at the station and by the CSMS. */
const LOCAL: Readonly<Record<string, string>> = { "C-30": "ISO14443", "C-31": "ISO15693", "C-32": "KeyCode" };
const REMOTE: Readonly<Record<string, string>> = {
  "C-36": "ISO14443",
  "C-37": "ISO15693",
  "C-38": "Central",
};

/** Local start by a button, without authorization. */
const BUTTON = "C-35";

/** Blocks whose cases are about certificates, by version. */
const CERTIFICATES: Readonly<Record<SuiteVersion, string>> = { "ocpp2.0.1": "A", "ocpp1.6": "Security" };

/**
 * In which ways beside that of its PICS a station is tested: with the other kind of keys of the CSMS, and with each
 * further kind of token that it declares.
 */
export function waysOf(version: SuiteVersion, variant: Variant): readonly Way[] {
  const starts = version === "ocpp2.0.1" ? [...otherTokens(variant), ...otherStart(variant)] : [];
  return [...otherKeys(version, variant), ...starts];
}

/** Cases about certificates run with keys of ECDSA and of RSA, where the station speaks TLS. */
function otherKeys(version: SuiteVersion, variant: Variant): readonly Way[] {
  const { securityProfile, csmsKeys } = variant.test;
  if (securityProfile < 2) return [];
  const keys = csmsKeys === "ECDSA-P256" ? "RSA-2048" : "ECDSA-P256";
  return [
    {
      variant: changed(variant, keys.toLowerCase(), `keys of the CSMS: ${keys}`, { csmsKeys: keys }),
      concerns: ({ block }) => block === CERTIFICATES[version],
    },
  ];
}

/** Cases whose condition names a kind of token run with each that is declared. */
function otherTokens(variant: Variant): readonly Way[] {
  const kinds = new Set([...Object.values(LOCAL), ...Object.values(REMOTE)]);
  kinds.delete(variant.test.validIdToken.type);
  return [...kinds].flatMap((kind): readonly Way[] => {
    const declares = (features: Readonly<Record<string, string>>): readonly string[] =>
      Object.keys(features).filter((id) => features[id] === kind && variant.declared[id] === true);
    const ids = [...declares(LOCAL), ...declares(REMOTE)];
    if (ids.length === 0) return [];
    const way = changed(variant, kind.toLowerCase(), `idTokens: ${kind}`, withTokens(variant.test, kind));
    return [{ variant: way, concerns: (testCase) => ids.some((id) => isNamed(id, testCase)) }];
  });
}

/** A station that has both a reader and a start button: the cases about the one that its PICS does not choose. */
function otherStart(variant: Variant): readonly Way[] {
  const tokens = Object.keys(LOCAL).filter((id) => variant.declared[id] === true);
  if (variant.declared[BUTTON] !== true || tokens.length === 0) return [];
  const startButton = !variant.test.startButton;
  const ids = startButton ? [BUTTON] : tokens;
  return [
    {
      variant: changed(
        variant,
        startButton ? "button" : "token",
        startButton ? "start button" : "idTokens instead of the start button",
        { startButton },
      ),
      concerns: (testCase) => ids.some((id) => isNamed(id, testCase)),
    },
  ];
}

const isNamed = (id: string, { profiles }: TestCase): boolean =>
  Object.values(profiles).some(
    (status) => status !== undefined && status !== "M" && status.text.split(/[()\s]+/).includes(id),
  );

/** The tokens that a driver shows, of another kind. */
function withTokens(test: TestConfiguration, type: string): Partial<TestConfiguration> {
  const of = (token: IdToken): IdToken => ({ ...token, type });
  return {
    validIdToken: of(test.validIdToken),
    secondIdToken: of(test.secondIdToken),
    invalidIdToken: of(test.invalidIdToken),
    blockedIdToken: of(test.blockedIdToken),
    expiredIdToken: of(test.expiredIdToken),
    masterPassIdToken: of(test.masterPassIdToken),
  };
}

const changed = (
  variant: Variant,
  suffix: string,
  words: string,
  test: Partial<TestConfiguration>,
): Variant => ({
  ...variant,
  name: `${variant.name}-${suffix}`,
  description: `${variant.description} (${words})`,
  test: { ...variant.test, ...test },
});
