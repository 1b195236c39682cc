import {
  all,
  allOf,
  containing,
  mismatch,
  not,
  omitted,
  omittedOr,
  oneOf,
  present,
  satisfying,
} from "../../../src/conformance/expectations/pattern.js";

test.each([
  [{ status: "Accepted", more: 1 }, { status: "Accepted" }],
  [{ a: { b: 1 } }, { a: { b: 1 } }],
  [{ a: 1 }, { b: omitted }],
  [{ a: 1 }, { a: present }],
  [{ a: 2 }, { a: oneOf(1, 2) }],
  [{ a: { b: 2, c: 3 } }, { a: oneOf({ b: 1 }, { b: 2 }) }],
  [{}, { a: omittedOr("x") }],
  [{ a: "x" }, { a: omittedOr("x") }],
  [{ a: 1 }, { a: not(2) }],
  [{ a: [{ b: 1, c: 2 }, { b: 2 }] }, { a: [{ b: 1 }, { b: 2 }] }],
  [{ a: [{ b: 1 }, { b: 2 }] }, { a: containing({ b: 2 }) }],
  [{ a: [{ b: 2 }, { b: 2, c: 1 }] }, { a: all({ b: 2 }) }],
  [
    { a: 5 },
    {
      a: allOf(
        not(4),
        satisfying("odd", (n) => Number(n) % 2 === 1),
      ),
    },
  ],
])("%j is as %j asks", (value, pattern) => {
  expect(mismatch(value, pattern)).toBeNull();
});

test.each([
  [{ status: "Rejected" }, { status: "Accepted" }, 'status must be "Accepted", but is "Rejected"'],
  [{}, { status: "Accepted" }, 'status must be "Accepted", but is absent'],
  [{ a: { b: 1 } }, { a: { b: 2 } }, "a.b must be 2, but is 1"],
  [{}, { a: { b: 2 } }, "a must be present, but is absent"],
  [{ a: 1 }, { a: omitted }, "a must be absent, but is 1"],
  [{}, { a: present }, "a must be present, but is absent"],
  [{ a: 3 }, { a: oneOf(1, 2) }, "a must be 1 or 2, but is 3"],
  [{ a: "y" }, { a: omittedOr("x") }, 'a must be absent or "x", but is "y"'],
  [{ a: [1] }, { a: [1, 2] }, "a must have 2 elements, but has 1"],
  [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, "a[0].b must be 2, but is 1"],
  [{ a: 1 }, { a: [1] }, "a must be a list, but is 1"],
  [{ a: [] }, { a: all({ b: 2 }) }, "a must be a list of which every element is"],
  [{ a: [{ b: 1 }] }, { a: containing({ b: 2 }) }, "a must be a list with an element"],
  [{ a: 4 }, { a: allOf(not(5), oneOf(3)) }, "a must be"],
  [null, { a: 1 }, "it must be present, but is null"],
])("%j is not as %j asks", (value, pattern, reason) => {
  expect(mismatch(value, pattern)).toContain(reason);
});
