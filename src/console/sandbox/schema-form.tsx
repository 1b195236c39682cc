import {
  initialOf,
  propertiesOf,
  resolved,
  withProperty,
  type Fields,
  type RequestSchema,
  type Schema,
} from "./schema.js";

interface FieldProps {
  readonly name: string;
  /** Where it stands, for names that are the same in several places. */
  readonly path: string;
  readonly schema: Schema;
  readonly root: RequestSchema;
  /** `undefined`: left out. */
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly required: boolean;
  /** The station's clock. */
  readonly now: string;
}

/** A form for whatever a JSON schema describes. */
export function SchemaForm(props: FieldProps) {
  const schema = resolved(props.schema, props.root);
  if (schema.type === "object" || schema.type === "array") return <Part {...props} schema={schema} />;
  return <Scalar {...props} schema={schema} />;
}

/** The fields of an object, without a frame. */
export function ObjectFields({
  path,
  schema,
  root,
  value,
  change,
  now,
}: Omit<FieldProps, "name" | "required" | "value"> & { readonly value: Fields }) {
  return (
    <>
      {propertiesOf(schema).map(([name, property]) => (
        <SchemaForm
          key={name}
          name={name}
          path={`${path}.${name}`}
          schema={property}
          root={root}
          value={value[name]}
          change={(next) => change(withProperty(value, name, next))}
          required={schema.required?.includes(name) ?? false}
          now={now}
        />
      ))}
    </>
  );
}

function Part(props: FieldProps) {
  const { name, path, schema, root, value, change, required, now } = props;
  if (value === undefined)
    return (
      <button type="button" class="add" onClick={() => change(withOneItem(initialOf(schema, root, now)))}>
        + {name}
      </button>
    );
  return (
    <fieldset>
      <legend>
        {name}
        {!required && (
          <button
            type="button"
            class="plain"
            aria-label={`Leave out ${name}`}
            onClick={() => change(undefined)}
          >
            ✕
          </button>
        )}
      </legend>
      {schema.type === "array" ? (
        <Items {...props} />
      ) : (
        <ObjectFields {...{ path, schema, root, change, now }} value={value as Fields} />
      )}
    </fieldset>
  );

  /** Who adds a list wants something in it. */
  function withOneItem(initial: unknown): unknown {
    return Array.isArray(initial) && initial.length === 0
      ? [initialOf(schema.items ?? {}, root, now)]
      : initial;
  }
}

function Items({ name, path, schema, root, value, change, now }: FieldProps) {
  const items = value as readonly unknown[];
  const { items: itemSchema = {}, minItems = 0, maxItems = Infinity } = schema;
  const replace = (at: number, next: unknown): void =>
    change(
      next === undefined
        ? items.filter((_, index) => index !== at)
        : items.map((item, index) => (index === at ? next : item)),
    );
  return (
    <>
      {items.map((item, index) => (
        <SchemaForm
          key={index}
          name={`${name} ${index + 1}`}
          path={`${path}.${index}`}
          schema={itemSchema}
          root={root}
          value={item}
          change={(next) => replace(index, next)}
          required={items.length <= minItems}
          now={now}
        />
      ))}
      {items.length < maxItems && (
        <button
          type="button"
          class="add"
          onClick={() => change([...items, initialOf(itemSchema, root, now)])}
        >
          + one more {name}
        </button>
      )}
    </>
  );
}

function Scalar({ name, path, schema, value, change, required }: FieldProps) {
  const id = `field${path}`;
  const choices = schema.type === "boolean" ? ["true", "false"] : schema.enum;
  const numeric = schema.type === "integer" || schema.type === "number";
  // The types of JSX know no choice between two.
  const type = (numeric ? "number" : "text") as "number";
  const take = (text: string): void => {
    if (text === "" && (numeric || choices || !required)) return change(undefined);
    if (schema.type === "boolean") return change(text === "true");
    change(numeric ? Number(text) : text);
  };
  const shown = value === undefined ? "" : String(value);
  return (
    <div class="field">
      <label for={id}>
        {name}
        {required && <span aria-hidden="true"> *</span>}
      </label>
      {choices ? (
        <select id={id} value={shown} onChange={({ currentTarget }) => take(currentTarget.value)}>
          {!required && <option value="">–</option>}
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type={type}
          step={schema.type === "integer" ? 1 : "any"}
          min={schema.minimum}
          max={schema.maximum}
          maxLength={schema.maxLength}
          spellcheck={false}
          value={shown}
          onInput={({ currentTarget }) => take(currentTarget.value)}
        />
      )}
    </div>
  );
}
