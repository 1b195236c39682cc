/** A number that a form asks for. */
export interface NumberField {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly max?: number;
  /** What the station counts in, for each of what the field counts in. */
  readonly scale?: number;
  readonly placeholder?: string;
}

/** Fields for numbers that may be left empty. */
export function NumberFields({ fields }: { readonly fields: readonly NumberField[] }) {
  return (
    <>
      {fields.map(({ name, label, unit, max, placeholder }) => (
        <label key={name}>
          {label} {unit && <span class="muted">{unit}</span>}
          <input name={name} type="number" min={0} max={max} step="any" placeholder={placeholder} />
        </label>
      ))}
    </>
  );
}

/** The numbers that were filled in, in the station's units. */
export function numbersIn(form: HTMLFormElement, fields: readonly NumberField[]): Record<string, number> {
  return Object.fromEntries(
    fields.flatMap(({ name, scale = 1 }) => {
      const { value } = form.elements.namedItem(name) as HTMLInputElement;
      return value === "" ? [] : [[name, Number(value) * scale]];
    }),
  );
}
