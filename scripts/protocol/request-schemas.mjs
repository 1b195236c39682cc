/** Writes the schemas of all requests of one version, without their prose: what a form can be made of. */

/**
 * @param {Awaited<ReturnType<typeof import("./schemas.mjs").readSchemas>>} schemas
 * @returns {string} JSON: `requests` by action, and the `definitions` they refer to
 */
export function requestSchemasOf({ messages, definitions, actions }) {
  const requests = {};
  for (const [action, { request }] of actions) requests[action] = messages.get(request);
  return JSON.stringify({ requests, definitions: Object.fromEntries(definitions) }, withoutProse);
}

/** `description` is prose where it is text; as a property of a message it is a schema. */
const withoutProse = (key, value) => (key === "description" && typeof value === "string" ? undefined : value);
