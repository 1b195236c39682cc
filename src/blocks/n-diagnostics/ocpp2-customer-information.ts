import type { CsmsLink, RequestHandlers } from "../../csms-link/index.js";
import { messageOf, toTimestamp, type Clock, type Logger } from "../../kernel/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import { inquire, type CustomerRecords } from "./customer-information.js";

type Request = RequestOf<"ocpp2.0.1", "CustomerInformation">;
type Response = ResponseOf<"ocpp2.0.1", "CustomerInformation">;
type Part = RequestOf<"ocpp2.0.1", "NotifyCustomerInformation">;

/** CustomerInformation of OCPP 2.0.1 and 2.1 (N09, N10). */
export function customerInformationHandlersOcpp2({
  records,
  link,
  clock,
  logger,
}: {
  readonly records: readonly CustomerRecords[];
  readonly link: Pick<CsmsLink, "call">;
  readonly clock: Clock;
  readonly logger: Logger;
}): RequestHandlers {
  const send = async (requestId: number, parts: readonly string[]): Promise<void> => {
    const generatedAt = toTimestamp(clock.now());
    for (const [seqNo, data] of parts.entries()) {
      const part: Part = { requestId, seqNo, generatedAt, data, tbc: seqNo < parts.length - 1 };
      await link.call("NotifyCustomerInformation", part, { instructed: true });
    }
  };
  return {
    CustomerInformation({
      requestId,
      report,
      clear,
      idToken,
      customerIdentifier,
      customerCertificate,
    }: Request) {
      const answer = inquire(records, {
        report,
        clear,
        customer: {
          ...(idToken && { idToken: { idToken: idToken.idToken, type: idToken.type } }),
          ...(customerIdentifier !== undefined && { customerIdentifier }),
          ...(customerCertificate && { customerCertificate: { ...customerCertificate } }),
        },
      });
      const response: Response = { status: answer.status };
      if (answer.status !== "Accepted") return { response };
      const { parts } = answer;
      return {
        response,
        afterwards: () =>
          void send(requestId, parts).catch((error: unknown) =>
            logger.warn({ because: messageOf(error) }, "the customer information did not reach the CSMS"),
          ),
      };
    },
  };
}
