/** What stands in the place of a secret. */
export const HIDDEN = "***";

/** Variables and configuration keys whose values are secrets. */
const SECRET_NAME = /password|authorizationkey/i;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const nameOf = (variable: unknown): string => (isObject(variable) ? String(variable["name"]) : "");

/** The fields of `object` that must not be shown: key codes (C04.FR.04), passwords, and settings that hold them. */
function secretFields(
  object: Readonly<Record<string, unknown>>,
  isKeyCode: (idTag: string) => boolean,
): string[] {
  const fields = Object.keys(object).filter(
    (key) => /password/i.test(key) && typeof object[key] === "string",
  );
  if (object["type"] === "KeyCode") fields.push("idToken");
  if (SECRET_NAME.test(nameOf(object["variable"]))) fields.push("attributeValue");
  if (SECRET_NAME.test(String(object["key"]))) fields.push("value");
  for (const key of ["idTag", "parentIdTag"]) {
    if (isKeyCode(String(object[key]))) fields.push(key);
  }
  return fields;
}

/**
 * A copy of a payload that may be shown and logged.
 * @param isKeyCode whether an idTag is a key code; OCPP 1.6 does not say it in the message
 */
export function withoutSecrets(
  payload: unknown,
  isKeyCode: (idTag: string) => boolean = () => false,
): unknown {
  if (Array.isArray(payload)) return payload.map((item) => withoutSecrets(item, isKeyCode));
  if (!isObject(payload)) return payload;
  const hidden = secretFields(payload, isKeyCode);
  return Object.fromEntries(
    Object.entries(payload).map(([key, value]) => [
      key,
      hidden.includes(key) && value !== undefined ? HIDDEN : withoutSecrets(value, isKeyCode),
    ]),
  );
}
