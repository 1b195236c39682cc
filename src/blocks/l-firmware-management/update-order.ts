import type { UpdateOrder } from "./update-job.js";

/** The order that an update request of any version gives; its times are RFC 3339. */
export function updateOrder(
  {
    requestId,
    retries = 0,
    retryInterval = 0,
  }: {
    readonly requestId: number;
    readonly retries?: number | undefined;
    readonly retryInterval?: number | undefined;
  },
  firmware: {
    readonly location: string;
    readonly retrieveDateTime: string;
    readonly installDateTime?: string;
    readonly signingCertificate: string;
    readonly signature: string;
  },
): UpdateOrder {
  const { location, retrieveDateTime, installDateTime, signingCertificate, signature } = firmware;
  return {
    requestId,
    location,
    retrieveAt: Date.parse(retrieveDateTime),
    installAt: installDateTime === undefined ? null : Date.parse(installDateTime),
    signingCertificate,
    signature,
    retries,
    retryInterval,
  };
}
