import { createHook } from "node:async_hooks";

/** Jobs of node:crypto: keys, signatures, digests. */
const CRYPTO_JOB =
  /^(KEYPAIRGEN|KEYGEN|KEYEXPORT|SIGN|HASH|CIPHER|DERIVEBITS|RANDOMBYTES|RANDOMPRIME)REQUEST$/;

const underWay = new Set<number>();
const hook = createHook({
  init(id, type) {
    if (CRYPTO_JOB.test(type)) underWay.add(id);
  },
  before: (id) => void underWay.delete(id),
  destroy: (id) => void underWay.delete(id),
});

/** Begins to count jobs that run in other threads and of which nothing else tells. */
export const watchCrypto = (): void => void hook.enable();

/** Jobs that are not done. */
export const cryptoInFlight = (): number => underWay.size;
