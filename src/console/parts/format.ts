/** Time of day with milliseconds, as it stands in an RFC 3339 time: `12:34:56.789`, in UTC. */
export const clockTime = (at: string): string => at.slice(11, 23);

/** Date and time to the second, UTC. */
export const dateTime = (at: string): string => at.slice(0, 19).replace("T", " ");

/** A number with at most so many decimals. */
export const rounded = (value: number, decimals = 1): string =>
  String(Math.round(value * 10 ** decimals) / 10 ** decimals);

export const kilowatts = (watts: number): string => (watts / 1_000).toFixed(2);

/** `1:02:03` since `from`, both RFC 3339. */
export function span(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1_000));
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3_600);
  return `${hours > 0 ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** OCPP versions as people write them. */
export const versionName = (version: string): string => version.replace("ocpp", "OCPP ");

export const pretty = (value: unknown): string => JSON.stringify(value, null, 2) ?? "";
