import type { Profile } from "../api/types.js";
import { dateTime, rounded } from "../parts/format.js";
import { useResource } from "../parts/use-resource.js";
import { ScheduleCourse } from "./schedule-course.js";

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

/** A schedule, drawn and in words. */
function Schedule({ schedule }: { readonly schedule: Profile["schedules"][number] }) {
  const { periods, duration, chargingRateUnit, startSchedule } = schedule;
  return (
    <figure class="schedule">
      <ScheduleCourse periods={periods} duration={duration} />
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
