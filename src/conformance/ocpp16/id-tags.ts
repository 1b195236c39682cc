import type { Payload } from "../../protocol/index.js";
import type { Answers } from "../csms/answers.js";
import type { TestConfiguration } from "../pics/pics.js";

/** The idTags of a test, and what the central system says of them. */
export interface IdTags {
  readonly valid: string;
  /** Another valid one. */
  readonly second: string;
  readonly invalid: string;
  /** The parent of the valid ones, in the cases about it. */
  readonly parent: string;
  /** What is said of an idTag from now on; Accepted unless told, and Invalid of the invalid one. */
  know(idTag: string, idTagInfo: Payload): void;
}

/** Lets the central system answer by what it knows of an idTag. */
export function createIdTags(configured: TestConfiguration, answers: Answers): IdTags {
  const valid = configured.validIdToken.idToken;
  const invalid = configured.invalidIdToken.idToken;
  const known = new Map<string, Payload>([[invalid, { status: "Invalid" }]]);
  const infoOf = ({ idTag }: Payload): Payload => known.get(String(idTag)) ?? { status: "Accepted" };
  answers.always("Authorize", (request) => ({ idTagInfo: infoOf(request) }));
  answers.always("StartTransaction", (request, honest) => ({ ...honest, idTagInfo: infoOf(request) }));
  answers.always("StopTransaction", (request) =>
    request["idTag"] === undefined ? {} : { idTagInfo: infoOf(request) },
  );
  return {
    valid,
    invalid,
    second: configured.secondIdToken.idToken,
    parent: configured.groupId,
    know: (idTag, idTagInfo) => void known.set(idTag, idTagInfo),
  };
}
