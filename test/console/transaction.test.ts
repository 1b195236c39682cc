import { createExchangeLog } from "../../src/console/wire/exchange-log.js";
import { headlineOf } from "../../src/console/wire/headline.js";
import { exchangesOf, transactionsIn } from "../../src/console/wire/transaction.js";
import { command, exchange } from "./support/frames.js";

const event = (seq: number, transactionId: string, more: object = {}) =>
  exchange(seq, "TransactionEvent", { eventType: "Updated", transactionInfo: { transactionId }, ...more });

function seen() {
  const log = createExchangeLog(1_000);
  log.add(exchange(1, "Authorize", { idToken: { idToken: "aa", type: "ISO14443" } }));
  log.add(exchange(3, "Authorize", { idToken: { idToken: "bb", type: "ISO14443" } }));
  log.add(event(5, "T1", { idToken: { idToken: "AA", type: "ISO14443" } }));
  log.add(event(7, "T2"));
  log.add(exchange(9, "Heartbeat"));
  log.add(command(11, "RequestStopTransaction", { transactionId: "T1" }));
  log.add(exchange(13, "StartTransaction", { idTag: "cc" }, { transactionId: 12 }));
  return log.all();
}

test("the transactions on the wire are told, the newest first, those of OCPP 1.6 by the answer", () => {
  expect(transactionsIn(seen())).toEqual([
    { transactionId: "12", exchanges: 1 },
    { transactionId: "T2", exchanges: 1 },
    { transactionId: "T1", exchanges: 2 },
  ]);
});

test("a transaction has its messages and the authorization of its driver, and no other", () => {
  expect(exchangesOf("T1", seen()).map(({ request }) => request?.messageId)).toEqual(["m-1", "m-5", "m-11"]);
  expect(exchangesOf("T9", seen())).toEqual([]);
});

test("the headline of a request says what matters most", () => {
  const [, , first] = seen();
  expect(first && headlineOf(first)).toBe("Updated");
});
