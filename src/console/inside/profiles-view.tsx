import type { Profile } from "../api/types.js";
import { dateTime, rounded } from "../parts/format.js";
import { useResource } from "../parts/use-resource.js";

/** The charging profiles that are installed. */
export function ProfilesView() {
  const { value: profiles } = useResource<readonly Profile[]>("/profiles");
  if (!profiles) return <p class="muted">Asking the station…</p>;
  if (profiles.length === 0) return <p class="muted">No charging profile is installed.</p>;
  return (
    <div class="cards">
      {profiles.map((profile) => (
        <ProfileCard key={profile.id} profile={profile} />
      ))}
    </div>
  );
}

function ProfileCard({ profile }: { readonly profile: Profile }) {
  const { id, purpose, evseId, source, kind, recurrencyKind, stackLevel, transactionId } = profile;
  const valid = [
    profile.validFrom && `from ${dateTime(profile.validFrom)}`,
    profile.validTo && `until ${dateTime(profile.validTo)}`,
  ];
  const facts: [string, string | undefined][] = [
    ["Place", evseId === 0 ? "the station" : `EVSE ${evseId}`],
    ["Set by", source],
    ["Kind", [kind, recurrencyKind].filter(Boolean).join(", ")],
    ["Stack level", String(stackLevel)],
    ["Transaction", transactionId],
    ["Valid", valid.filter(Boolean).join(" ") || undefined],
  ];
  return (
    <article class="card" aria-labelledby={`profile-${id}`}>
      <h2 id={`profile-${id}`}>
        {purpose} {id}
      </h2>
      <dl class="rows">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {profile.schedules.map((schedule, index) => (
        <Schedule key={index} schedule={schedule} />
      ))}
    </article>
  );
}

const WIDTH = 300;
const HEIGHT = 64;
const HOUR = 3_600;

/** The course of a schedule, as steps. */
function Schedule({ schedule }: { readonly schedule: Profile["schedules"][number] }) {
  const { periods, duration, chargingRateUnit, startSchedule } = schedule;
  const last = periods.at(-1)?.startPeriod ?? 0;
  const end = duration ?? Math.max(last * 1.25, HOUR);
  const highest = Math.max(1, ...periods.map(({ limit }) => limit));
  const x = (seconds: number): number => Math.min(1, seconds / end) * WIDTH;
  const y = (limit: number): number => HEIGHT - 4 - (limit / highest) * (HEIGHT - 12);
  const steps = periods.map(({ startPeriod, limit }, index) => {
    const until = periods[index + 1]?.startPeriod ?? end;
    return `${index === 0 ? "M" : "L"}${x(startPeriod)} ${y(limit)}H${x(until)}`;
  });
  return (
    <figure class="schedule">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label="Course of the limits">
        <path class="area" d={`${steps.join("")}V${HEIGHT}H0z`} />
        <path class="course" d={steps.join("")} />
      </svg>
      <figcaption>
        {startSchedule && <span class="muted">from {dateTime(startSchedule)} · </span>}
        {periods.map(({ startPeriod, limit, numberPhases }) => (
          <span key={startPeriod}>
            {startPeriod} s: {rounded(limit)} {chargingRateUnit}
            {numberPhases !== undefined && ` on ${numberPhases}`};{" "}
          </span>
        ))}
        {duration !== undefined && <span class="muted">ends after {duration} s</span>}
      </figcaption>
    </figure>
  );
}
