import { Seconds } from "../../../../kernel/index.js";
import { ValidationFailed } from "../../../verdict.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import { restarts } from "../restart.js";

const WITH_PASSWORD = { Security: "SP-1 or SP-2" } as const;
/** Bytes of an AuthorizationKey. */
const [SHORTEST, LONGEST] = [16, 20];
const NEW_PASSWORD = "OCA_OCTT_admin_test";

/** The header of the last connection is that of this identity and key. */
function checkAuthorization({ csms, identity }: CaseTools16, key: string): void {
  const { authorization = "", path } = csms.handshake;
  const [, encoded = ""] = /^Basic (.+)$/.exec(authorization) ?? [];
  const bytes = Buffer.from(encoded, "base64");
  const colon = bytes.indexOf(":");
  const name = bytes.subarray(0, colon).toString("utf8");
  if (name !== identity || !path.endsWith(`/${encodeURIComponent(identity)}`))
    throw new ValidationFailed(`the user name is not the identity at the end of ${path} (A00.FR.204)`);
  const given = bytes.subarray(colon + 1);
  if (given.length < SHORTEST || given.length > LONGEST)
    throw new ValidationFailed(
      `the key has ${given.length} bytes, not ${SHORTEST} to ${LONGEST} (A00.FR.205)`,
    );
  if (!given.equals(Buffer.from(key)))
    throw new ValidationFailed("the bytes behind the colon are not those of the AuthorizationKey");
}

/** The station takes a key, told in hexadecimal digits, and comes back with it without a reboot. */
async function changesKey({ csms, configured }: CaseTools16, key: string): Promise<void> {
  const before = csms.connections;
  const value = Buffer.from(key).toString("hex").toUpperCase();
  await csms.ask("ChangeConfiguration", { key: "AuthorizationKey", value }, { status: "Accepted" });
  csms.asksForPassword(key);
  await csms.expectsNewConnection(before, Seconds(configured.longOperationTimeout));
}

export const PASSWORD_CASES = [
  testCase16(
    "TC_073",
    "Update Charge Point Password for HTTP Basic Authentication",
    WITH_PASSWORD,
    async (tools) => {
      await changesKey(tools, NEW_PASSWORD);
      checkAuthorization(tools, NEW_PASSWORD);
      // What was before is brought back for whoever tests next.
      await changesKey(tools, tools.password);
    },
  ),

  testCase16(
    "TC_085",
    "Basic Authentication - Valid username/password combination",
    WITH_PASSWORD,
    async (tools) => {
      await restarts(tools);
      checkAuthorization(tools, tools.password);
    },
  ),
];
