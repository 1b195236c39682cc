import { createHook } from "node:async_hooks";

/** Jobs of node:crypto: keys, signatures, digests. */
const CRYPTO_JOB =
  /^(KEYPAIRGEN|KEYGEN|KEYEXPORT|SIGN|HASH|CIPHER|DERIVEBITS|RANDOMBYTES|RANDOMPRIME)REQUEST$/;

const underWay = new Map<number, object>();
const hook = createHook({
  init(id, type, _trigger, resource) {
    if (CRYPTO_JOB.test(type)) underWay.set(id, resource);
  },
  before: (id) => void underWay.delete(id),
  destroy: (id) => void underWay.delete(id),
});

/** Begins to count jobs that run in other threads and of which nothing else tells. */
export const watchCrypto = (): void => void hook.enable();

/** Jobs that are not done. One that nobody waits for was done at once, and tells nothing of its end. */
export function cryptoInFlight(): number {
  for (const [id, job] of underWay) if (!("ondone" in job)) underWay.delete(id);
  return underWay.size;
}
