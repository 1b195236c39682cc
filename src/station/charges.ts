import type { Transactions } from "../blocks/e-transactions/index.js";
import type { Charge } from "../blocks/i-tariff-and-cost/index.js";

/** Who charges, or may charge now, and where: transactions that somebody was authorized for, and drivers without one. */
export function chargesOf({
  ongoing,
  drivers,
}: Pick<Transactions, "ongoing" | "drivers">): readonly Charge[] {
  const running = ongoing().flatMap(({ evseId, transactionId, idToken }): Charge[] =>
    idToken ? [{ evseId, transactionId, idToken }] : [],
  );
  const others = drivers().filter(({ evseId }) => !running.some((charge) => charge.evseId === evseId));
  return [...running, ...others.map((driver): Charge => ({ ...driver, transactionId: null }))];
}
