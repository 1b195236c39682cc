import fc from "fast-check";
import type { VariableCharacteristics } from "../../src/device-model/index.js";
import { checkValue, elementsOf } from "../../src/device-model/values.js";

const of = (dataType: VariableCharacteristics["dataType"], more: Partial<VariableCharacteristics> = {}) => ({
  dataType,
  supportsMonitoring: false,
  ...more,
});
const valuesList = ["A", "B", "C"];

test.each<[VariableCharacteristics, string, string | null]>([
  [of("boolean"), "true", null],
  [of("boolean"), "false", null],
  [of("boolean"), "True", "InvalidValue"],
  [of("boolean"), "1", "InvalidValue"],
  [of("boolean"), "", "InvalidValue"],
  [of("integer"), "0", null],
  [of("integer"), "-1234", null],
  [of("integer"), "01234", "InvalidValue"],
  [of("integer"), "+1234", "InvalidValue"],
  [of("integer"), "-0", "InvalidValue"],
  [of("integer"), "300.1", "InvalidValue"],
  [of("integer"), "1e3", "InvalidValue"],
  [of("integer"), " 1", "InvalidValue"],
  [of("integer"), "2147483647", null],
  [of("integer"), "2147483648", "InvalidValue"],
  [of("integer", { minLimit: 1, maxLimit: 10 }), "1", null],
  [of("integer", { minLimit: 1, maxLimit: 10 }), "10", null],
  [of("integer", { minLimit: 1, maxLimit: 10 }), "0", "ValueOutOfRange"],
  [of("integer", { minLimit: 1, maxLimit: 10 }), "11", "ValueOutOfRange"],
  [of("decimal"), "1.123456", null],
  [of("decimal"), "1.1234567", "InvalidValue"],
  [of("decimal"), "abc", "InvalidValue"],
  [of("decimal", { maxLimit: 1.5 }), "1.6", "ValueOutOfRange"],
  [of("dateTime"), "2019-04-12T23:20:50.52Z", null],
  [of("dateTime"), "2019-12-19T16:39:57+01:00", null],
  [of("dateTime"), "2024-02-29T00:00:00Z", null],
  [of("dateTime"), "2023-02-29T00:00:00Z", "InvalidValue"],
  [of("dateTime"), "2019-04-12T24:00:00Z", "InvalidValue"],
  [of("dateTime"), "2019-04-12T23:20:50.1234Z", "InvalidValue"],
  [of("dateTime"), "2019-04-12T23:20:50", "InvalidValue"],
  [of("dateTime"), "", "InvalidValue"],
  [of("OptionList", { valuesList }), "A", null],
  [of("OptionList", { valuesList }), "A,B", "InvalidValue"],
  [of("OptionList", { valuesList }), "", "InvalidValue"],
  [of("MemberList", { valuesList }), "C, A", null],
  [of("MemberList", { valuesList }), "", null],
  [of("MemberList", { valuesList }), "A,D", "InvalidValue"],
  [of("MemberList", { valuesList }), "A,A", "InvalidValue"],
  [of("MemberList", { valuesList }), "A,,B", "InvalidValue"],
  [of("MemberList", { valuesList, maxLimit: 2 }), "A,B", "ValueOutOfRange"],
  [of("SequenceList", { valuesList }), "B,A", null],
  [of("SequenceList", { valuesList }), "B,B", "InvalidValue"],
  [of("string", { maxLimit: 3 }), "abc", null],
  [of("string", { maxLimit: 3 }), "abcd", "ValueOutOfRange"],
])("B05.FR.07, B05.FR.08 %j takes %j: %j", (characteristics, value, reasonCode) => {
  expect(checkValue(value, characteristics)?.reasonCode ?? null).toBe(reasonCode);
});

test("a string must match its pattern", () => {
  expect(checkValue("RST", of("string"), /^[RST]{3}$/)).toBeNull();
  expect(checkValue("RSU", of("string"), /^[RST]{3}$/)?.reasonCode).toBe("InvalidValue");
});

test("every subset of the values of a list is a member list, in any order, and is read back element by element", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(valuesList), (elements) => {
      const value = elements.join(", ");
      expect(checkValue(value, of("MemberList", { valuesList }))).toBeNull();
      expect(elementsOf(value)).toEqual(elements);
    }),
  );
});
