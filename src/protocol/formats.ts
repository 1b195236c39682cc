import { fullFormats } from "ajv-formats/dist/formats.js";

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-](\d\d):(\d\d))$/i;

/**
 * Whether a text is a date and time of RFC 3339 that exists in the calendar: with an offset, a fraction at will.
 * The second 60 is refused: no leap second is announced, and `Date` does not know the past ones.
 */
export function isDateTime(text: string): boolean {
  const match = RFC_3339.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, offsetHour = 0, offsetMinute = 0] =
    match.slice(1).map((digits) => Number(digits ?? 0));
  const dayExists = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
  const timeExists = hour <= 23 && minute <= 59 && second <= 59;
  return dayExists && timeExists && offsetHour <= 23 && offsetMinute <= 59;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isUri(text: string): boolean {
  const check = fullFormats.uri;
  return typeof check === "function" && check(text);
}

/** The formats that the schemas of OCPP name, for the generated validators. */
export const formats = { "date-time": isDateTime, uri: isUri } as const;

/** The length of a text as JSON Schema counts it: a character outside the basic plane is one, not two. */
export function codePointLength(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length - 1; index += 1) {
    if (isHighSurrogate(text.charCodeAt(index)) && isLowSurrogate(text.charCodeAt(index + 1))) {
      length -= 1;
      index += 1;
    }
  }
  return length;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
