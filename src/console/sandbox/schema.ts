/** The parts of a JSON schema that OCPP uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

/** The schema of a request, with what it refers to. */
export interface RequestSchema extends Schema {
  readonly definitions: Readonly<Record<string, Schema>>;
}

export type Fields = Readonly<Record<string, unknown>>;

/** The schema itself, where it only names a definition. */
export function resolved(schema: Schema, { definitions }: Pick<RequestSchema, "definitions">): Schema {
  const name = schema.$ref?.split("/").pop();
  return name === undefined ? schema : (definitions[name] ?? {});
}

/** Properties in the order of a form: what is required first. Vendors' own data is nobody's first thought. */
export function propertiesOf({ properties = {}, required = [] }: Schema): [string, Schema][] {
  return Object.entries(properties)
    .filter(([name]) => name !== "customData")
    .sort(([a], [b]) => Number(required.includes(b)) - Number(required.includes(a)));
}

/**
 * A value to begin with: what is required, and of a choice the first.
 * @param now RFC 3339, for dates
 */
export function initialOf(schema: Schema, root: Pick<RequestSchema, "definitions">, now: string): unknown {
  const real = resolved(schema, root);
  if (real.enum) return real.enum[0];
  switch (real.type) {
    case "object": {
      const { properties = {}, required = [] } = real;
      return Object.fromEntries(required.map((name) => [name, initialOf(properties[name] ?? {}, root, now)]));
    }
    case "array":
      return Array.from({ length: real.minItems ?? 0 }, () => initialOf(real.items ?? {}, root, now));
    case "integer":
    case "number":
      return Math.max(real.minimum ?? 0, 0);
    case "boolean":
      return false;
    default:
      return { "date-time": now, uri: "http://localhost/" }[real.format ?? ""] ?? "";
  }
}

/** The object with another value of a property; `undefined` takes it away. */
export function withProperty(fields: Fields, name: string, value: unknown): Fields {
  const { [name]: _before, ...others } = fields;
  return value === undefined ? others : { ...fields, [name]: value };
}
