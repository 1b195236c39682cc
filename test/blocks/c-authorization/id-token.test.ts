import {
  allowedAt,
  printableIdToken,
  sameGroup,
  sameIdToken,
  type IdToken,
} from "../../../src/blocks/c-authorization/index.js";

const token = (idToken: string, type: IdToken["type"] = "ISO14443"): IdToken => ({ idToken, type });

test("C01.FR.25 idTokens are the same by idToken, regardless of case, and type", () => {
  expect(sameIdToken(token("04a2"), token("04A2"))).toBe(true);
  expect(sameIdToken(token("04A2"), token("04A2", "ISO15693"))).toBe(false);
  expect(sameIdToken(token("04A2"), token("04A3"))).toBe(false);
  expect(
    sameIdToken(token("04A2"), { ...token("04A2"), additionalInfo: [{ additionalIdToken: "x", type: "y" }] }),
  ).toBe(true);
});

test("C09.FR.02 a group is shared only where both have one", () => {
  const of = (group: string) => ({ groupIdToken: token(group, "Central") });
  expect(sameGroup(of("family"), of("FAMILY"))).toBe(true);
  expect(sameGroup(of("family"), of("friends"))).toBe(false);
  expect(sameGroup({}, {})).toBe(false);
  expect(sameGroup(of("family"), null)).toBe(false);
  expect(sameGroup(undefined, of("family"))).toBe(false);
});

test("C01.FR.19 C01.FR.20 C01.FR.21 an EVSE list limits where to charge, an empty one does not", () => {
  expect(allowedAt({}, 1)).toBe(true);
  expect(allowedAt({ evseId: [] }, 1)).toBe(true);
  expect(allowedAt({ evseId: [2, 3] }, 3)).toBe(true);
  expect(allowedAt({ evseId: [2, 3] }, 1)).toBe(false);
});

test("C04.FR.04 a key code is not printed", () => {
  expect(printableIdToken(token("1234", "KeyCode"))).not.toContain("1234");
  expect(printableIdToken(token("04A2"))).toBe("04A2 (ISO14443)");
});
