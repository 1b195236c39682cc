import { useState } from "preact/hooks";
import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";
import { ScheduleCourse } from "../inside/schedule-course.js";

interface Period {
  readonly startPeriod: number;
  readonly limit: number;
}

const PURPOSES = ["TxDefaultProfile", "TxProfile", "ChargingStationMaxProfile"];

/** Draws up a charging profile that begins now, and sends it. */
export function ProfileEditor({ identity }: { readonly identity: string }) {
  const { csms, live, notices } = usePage();
  const state = useValue(live.state);
  const [id, setId] = useState(1);
  const [purpose, setPurpose] = useState("TxDefaultProfile");
  const [evseId, setEvseId] = useState(1);
  const [unit, setUnit] = useState<"A" | "W">("A");
  const [periods, setPeriods] = useState<readonly Period[]>([
    { startPeriod: 0, limit: 16 },
    { startPeriod: 60, limit: 10 },
  ]);
  if (!state) return null;
  const transactionId = state.evses.find((evse) => evse.evseId === evseId)?.transaction?.transactionId;
  const old = state.ocpp.version === "ocpp1.6";
  const change = (at: number, more: Partial<Period>): void =>
    setPeriods(periods.map((period, index) => (index === at ? { ...period, ...more } : period)));
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const schedule = { startSchedule: state.time, chargingRateUnit: unit, chargingSchedulePeriod: periods };
    const profile = {
      stackLevel: 0,
      chargingProfilePurpose:
        old && purpose === "ChargingStationMaxProfile" ? "ChargePointMaxProfile" : purpose,
      chargingProfileKind: "Absolute",
      ...(purpose === "TxProfile" && { transactionId: old ? Number(transactionId) : transactionId }),
    };
    const payload = old
      ? {
          connectorId: evseId,
          csChargingProfiles: { chargingProfileId: id, ...profile, chargingSchedule: schedule },
        }
      : { evseId, chargingProfile: { id, ...profile, chargingSchedule: [{ id: 1, ...schedule }] } };
    try {
      const path = `/stations/${encodeURIComponent(identity)}/commands/SetChargingProfile`;
      const { status, statusInfo } = (await csms.post(path, payload)) as {
        status: string;
        statusInfo?: { reasonCode: string; additionalInfo?: string };
      };
      const why = statusInfo ? `, ${statusInfo.reasonCode} ${statusInfo.additionalInfo ?? ""}` : "";
      notices.done(`SetChargingProfile: ${status}${why}`);
    } catch (error) {
      notices.refused(error, "SetChargingProfile failed");
    }
  };
  return (
    <section class="profile-editor" aria-labelledby="profile-editor">
      <h2 id="profile-editor">Charging profile, from now on</h2>
      <form onSubmit={(event) => void send(event)}>
        <div class="toolbar">
          <label>
            id
            <input
              type="number"
              min={1}
              value={id}
              onInput={({ currentTarget }) => setId(Number(currentTarget.value))}
            />
          </label>
          <select
            aria-label="Purpose"
            value={purpose}
            onChange={({ currentTarget }) => setPurpose(currentTarget.value)}
          >
            {PURPOSES.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
          <label>
            EVSE
            <input
              type="number"
              min={0}
              max={state.evses.length}
              value={evseId}
              onInput={({ currentTarget }) => setEvseId(Number(currentTarget.value))}
            />
          </label>
          <select
            aria-label="Unit"
            value={unit}
            onChange={({ currentTarget }) => setUnit(currentTarget.value as "A" | "W")}
          >
            <option>A</option>
            <option>W</option>
          </select>
        </div>
        <ScheduleCourse periods={periods} />
        {periods.map(({ startPeriod, limit }, index) => (
          <div class="period" key={index} role="group" aria-label={`Period ${index + 1}`}>
            <label>
              from second
              <input
                type="number"
                min={0}
                value={startPeriod}
                onInput={({ currentTarget }) => change(index, { startPeriod: Number(currentTarget.value) })}
              />
            </label>
            <label>
              limit
              <input
                type="number"
                min={0}
                step="any"
                value={limit}
                onInput={({ currentTarget }) => change(index, { limit: Number(currentTarget.value) })}
              />
            </label>
            {periods.length > 1 && (
              <button
                type="button"
                class="plain"
                aria-label={`Remove period ${index + 1}`}
                onClick={() => setPeriods(periods.filter((_, other) => other !== index))}
              >
                ✕
              </button>
            )}
          </div>
        ))}
        <div class="buttons">
          <button
            type="button"
            onClick={() =>
              setPeriods([...periods, { startPeriod: (periods.at(-1)?.startPeriod ?? 0) + 60, limit: 16 }])
            }
          >
            Add a period
          </button>
          <button class="primary">Send the profile</button>
        </div>
      </form>
    </section>
  );
}
