import type { FirmwareSignature, UpdateOrder } from "./update-job.js";

/** The order that an update request of any version gives; its times are RFC 3339. */
export function updateOrder(
  {
    requestId = null,
    retries = 0,
    retryInterval = 0,
  }: {
    readonly requestId?: number | null;
    readonly retries?: number | undefined;
    readonly retryInterval?: number | undefined;
  },
  firmware: {
    readonly location: string;
    readonly retrieveDateTime: string;
    readonly installDateTime?: string;
    readonly signature: FirmwareSignature | null;
  },
): UpdateOrder {
  const { location, retrieveDateTime, installDateTime, signature } = firmware;
  return {
    requestId,
    location,
    retrieveAt: Date.parse(retrieveDateTime),
    installAt: installDateTime === undefined ? null : Date.parse(installDateTime),
    signature,
    retries,
    retryInterval,
  };
}
