/** An event of the stream. */
export interface StreamEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: unknown;
}

/**
 * Cuts Server-Sent Events out of text as it arrives. EventSource cannot send a bearer token, so the page reads the
 * stream itself.
 */
export function createEventReader(): (text: string) => readonly StreamEvent[] {
  let rest = "";
  return (text) => {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.flatMap(eventIn);
  };
}

function eventIn(block: string): StreamEvent[] {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(": ");
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 2));
  }
  const event = fields.get("event");
  const data = fields.get("data");
  if (event === undefined || data === undefined) return [];
  return [{ id: fields.get("id") ?? null, event, data: JSON.parse(data) as unknown }];
}
