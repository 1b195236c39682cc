import type { Payload } from "../../../../protocol/index.js";
import { Inconclusive } from "../../../verdict.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";

/** Entries that every station with a list must have room for. */
const AT_LEAST = 5;

const listed = (idTag: string): Payload => ({ idTag, idTagInfo: { status: "Accepted" } });

/** That many idTags that the list may have. */
const numbered = (count: number): readonly Payload[] =>
  Array.from({ length: count }, (_, index) => listed(`LISTED-${index + 1}`));

/** SendLocalList; the answer has that status. */
export async function sends(
  { csms }: CaseTools16,
  listVersion: number,
  updateType: "Full" | "Differential",
  localAuthorizationList?: readonly Payload[],
  status = "Accepted",
): Promise<void> {
  await csms.ask(
    "SendLocalList",
    { listVersion, updateType, ...(localAuthorizationList && { localAuthorizationList }) },
    { status },
  );
}

const hasVersion = ({ csms }: CaseTools16, listVersion: number): Promise<Payload> =>
  csms.ask("GetLocalListVersion", {}, { listVersion });

export const LIST_UPDATE_CASES = [
  testCase16(
    "TC_042_2",
    "Get Local List Version (empty)",
    { LocalAuthListManagement: "M" },
    async (tools) => {
      await tools.keys.set("LocalAuthListEnabled", true);
      await sends(tools, 1, "Full");
      // An empty list has no version of its own (5.10).
      await hasVersion(tools, 0);
    },
  ),

  testCase16(
    "TC_043",
    "Send Local Authorization List",
    { LocalAuthListManagement: "SendLocalListMaxLength > 4" },
    async (tools) => {
      await tools.keys.set("LocalAuthListEnabled", true);
      const [changed, removed, ...others] = numbered(AT_LEAST);
      await sends(tools, 1, "Full", [changed ?? {}, removed ?? {}, ...others]);
      await sends(tools, 2, "Differential", [
        { ...changed, idTagInfo: { status: "Blocked" } },
        { idTag: removed?.["idTag"] },
        listed("LISTED-NEW"),
      ]);
    },
  ),

  testCase16(
    "TC_043_2",
    "Send Local Authorization List - VersionMismatch",
    { LocalAuthListManagement: "M" },
    async (tools) => {
      const { keys, idTags } = tools;
      await keys.set("LocalAuthListEnabled", true);
      await sends(tools, 2, "Full", [listed(idTags.valid)]);
      await hasVersion(tools, 2);
      await sends(tools, 5, "Differential", [listed(idTags.second)]);
      await hasVersion(tools, 5);
      await sends(tools, 4, "Differential", [listed(idTags.invalid)], "VersionMismatch");
      await hasVersion(tools, 5);
    },
  ),

  testCase16(
    "TC_043_3",
    "Send Local Authorization List - Failed",
    { LocalAuthListManagement: "M" },
    async (tools) => {
      const { keys, idTags } = tools;
      await keys.set("LocalAuthListEnabled", true);
      await sends(tools, 1, "Full", [listed(idTags.valid)]);
      // What a station cannot store: more entries than one request may have.
      const most = Number(await keys.get("SendLocalListMaxLength"));
      if (!Number.isInteger(most)) throw new Inconclusive("the station does not tell SendLocalListMaxLength");
      await sends(tools, 2, "Full", numbered(most + 1), "Failed");
      await hasVersion(tools, 1);
    },
  ),
];
