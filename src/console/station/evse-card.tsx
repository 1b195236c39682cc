import type { ActiveFault, EvseCharging, EvseState } from "../api/types.js";
import { dateTime, kilowatts, rounded, span } from "../parts/format.js";
import { useAction } from "../parts/use-action.js";
import { actionsAt, type Action } from "./actions.js";
import { EvForm } from "./ev-form.js";
import { EvseDrawing } from "./evse-drawing.js";
import { RenegotiateForm } from "./renegotiate-form.js";
import type { CardInHand } from "./use-card.js";

interface EvseCardProps {
  readonly evse: EvseState;
  readonly charging: EvseCharging | undefined;
  /** The station's clock. */
  readonly time: string;
  readonly faults: readonly ActiveFault[];
  readonly card: CardInHand;
}

const COLOURS: Readonly<Record<string, string>> = {
  Available: "ok",
  Occupied: "busy",
  Reserved: "wait",
  Unavailable: "off",
  Faulted: "bad",
};

/** An EVSE: what it looks like, what flows and why, and what can be done. */
export function EvseCard({ evse, charging, time, faults, card }: EvseCardProps) {
  const { evseId, availability, operationalStatus } = evse;
  const own = faults.filter((fault) => (fault.evseId ?? evseId) === evseId);
  return (
    <article class="evse" aria-labelledby={`evse-${evseId}`} data-evse={evseId}>
      <div class="title">
        <h2 id={`evse-${evseId}`}>EVSE {evseId}</h2>
        <span class={`badge ${COLOURS[availability]}`}>{availability}</span>
        {operationalStatus === "Inoperative" && <span class="badge off">Inoperative</span>}
        {own.map((fault) => (
          <span class="badge bad" key={`${fault.kind}${fault.connectorId}`}>
            {fault.kind}
            {fault.connectorId !== undefined && ` (connector ${fault.connectorId})`}
          </span>
        ))}
      </div>
      <EvseDrawing evse={evse} />
      <div class="figures">
        <p class="power">
          {kilowatts(evse.meter.powerW)} <small>kW</small>
        </p>
        <p class="why" data-testid="why">
          {charging?.because ?? " "}
          {charging?.next && (
            <span class="next">
              {" "}
              Next, at {charging.next.at.slice(11, 19)}: {charging.next.what}.
            </span>
          )}
        </p>
      </div>
      <Facts evse={evse} time={time} />
      <Actions evse={evse} card={card} />
      {evse.ev && <EvForm evseId={evseId} ev={evse.ev} />}
      {evse.v2g !== null && evse.v2g.phase !== null && <RenegotiateForm evseId={evseId} time={time} />}
    </article>
  );
}

function Facts({ evse, time }: { readonly evse: EvseState; readonly time: string }) {
  const { meter, transaction, reservation, limit, authorized, v2g } = evse;
  const rows: [string, string, (string | undefined)?][] = [
    ["Current", meter.currentA.map((amps) => rounded(amps)).join(" / ") + " A"],
    ["Offered", `${rounded(meter.offeredA)} A`],
    ["Meter", `${rounded(meter.energyWh / 1_000, 3)} kWh`],
  ];
  if (limit?.amps !== undefined)
    rows.push(["Limit", `${rounded(limit.amps)} A, ${rounded((limit.watts ?? 0) / 1_000)} kW`, limit.source]);
  if (authorized !== null) rows.push(["Authorized", authorized]);
  if (v2g?.phase) rows.push(["ISO 15118", [v2g.identification, v2g.phase].filter(Boolean).join(", ")]);
  if (transaction) {
    const { transactionId, chargingState, seqNo, startedAt, energyWh } = transaction;
    rows.push(["Transaction", transactionId]);
    rows.push(["State", `${chargingState}, seqNo ${seqNo}`]);
    rows.push(["Session", `${rounded(energyWh / 1_000, 3)} kWh in ${span(startedAt, time)}`]);
  }
  if (reservation)
    rows.push(["Reserved", `${reservation.idToken}, until ${dateTime(reservation.expiresAt)}`]);
  return (
    <dl class="rows">
      {rows.map(([name, value, more]) => (
        <div key={name} class={name === "Transaction" ? "wide" : ""}>
          <dt>{name}</dt>
          <dd title={more}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const GROUPS: readonly { readonly group: Action["group"]; readonly title: string }[] = [
  { group: "cable", title: "Cable" },
  { group: "driver", title: "Driver" },
  { group: "ev", title: "EV" },
  { group: "v2g", title: "V2G" },
];

function Actions({ evse, card }: { readonly evse: EvseState; readonly card: CardInHand }) {
  const act = useAction();
  const actions = actionsAt(evse);
  const place = `EVSE ${evse.evseId}`;
  const swipe = async (): Promise<void> => {
    if (await act(`Swipe at ${place}`, "/authorize", { ...card.chosen, evseId: evse.evseId }))
      card.used(card.chosen);
  };
  return (
    <div class="actions">
      {GROUPS.map(({ group, title }) => {
        const own = actions.filter((action) => action.group === group);
        if (own.length === 0 && group !== "driver") return null;
        return (
          <div key={group} role="group" aria-label={`${title} at ${place}`}>
            <span class="muted" aria-hidden="true">
              {title}
            </span>
            {group === "driver" && (
              <button title={`${card.chosen.idToken}, ${card.chosen.type}`} onClick={() => void swipe()}>
                Swipe card
              </button>
            )}
            {own.map(({ key, label, path, body, likely }) => (
              <button
                key={key}
                class={likely ? "primary" : ""}
                onClick={() => void act(`${label} at ${place}`, path, body)}
              >
                {label}
              </button>
            ))}
          </div>
        );
      })}
    </div>
  );
}
