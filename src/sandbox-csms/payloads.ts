/** Reading payloads that have passed their schema but have no static type here: several versions share the code. */
export type Payload = Readonly<Record<string, unknown>>;

export const isPayload = (value: unknown): value is Payload =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object under `key`; empty where there is none. */
export const part = (payload: Payload, key: string): Payload => {
  const value = payload[key];
  return isPayload(value) ? value : {};
};

/** The objects of the list under `key`; empty where there is none. */
export const list = (payload: Payload, key: string): readonly Payload[] => {
  const value = payload[key];
  return Array.isArray(value) ? value.filter(isPayload) : [];
};

export const text = (payload: Payload, key: string): string | undefined => {
  const value = payload[key];
  return typeof value === "string" ? value : undefined;
};

export const number = (payload: Payload, key: string): number | undefined => {
  const value = payload[key];
  return typeof value === "number" ? value : undefined;
};
