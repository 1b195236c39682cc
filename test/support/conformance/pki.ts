import { createTestPki, CSMS_HOST, type TestPki, type Variant } from "../../../src/conformance/index.js";

import { watchCrypto } from "../crypto-in-flight.js";

watchCrypto();
const made = new Map<string, TestPki>();

/** The certificates for stations of a variant, made once in a test file. */
export function pkiOf({ test: { csmsKeys } }: Pick<Variant, "test">): TestPki {
  const pki = made.get(csmsKeys) ?? createTestPki(CSMS_HOST, csmsKeys);
  made.set(csmsKeys, pki);
  return pki;
}

/** The same variant, in security profile 1. */
export const withoutTls = (variant: Variant): Variant => ({
  ...variant,
  test: { ...variant.test, securityProfile: 1 },
});
