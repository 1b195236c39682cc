import {
  composeScreen,
  type DisplayMessage,
  type DriverNotice,
  type ScreenFacts,
} from "../../../src/blocks/o-display-message/index.js";

const facts = (more: Partial<ScreenFacts>): ScreenFacts => ({
  now: 0,
  elapsed: 0,
  state: "Idle",
  messages: [],
  question: [],
  notices: [],
  language: "en",
  severalEvses: true,
  ...more,
});
const inLanguages = (id: number, ...languages: readonly [string, ...string[]]): DisplayMessage => {
  const [first, ...others] = languages.map((language) => ({
    format: "UTF8",
    language,
    content: `${id} in ${language}`,
  }));
  return { id, priority: "NormalCycle", contents: [first as never, ...others] };
};
const speaks = (...languages: string[]): DriverNotice => ({
  evseId: 1,
  transactionId: "tx-1",
  languages,
  lines: [],
});
const everSeen = (given: ScreenFacts): string[] => {
  const seen = [0, 1, 2, 3].flatMap((turn) => composeScreen({ ...given, elapsed: turn * 5_000 }));
  return [...new Set(seen.map(({ content }) => content))];
};

const threeLanguages = [inLanguages(1, "en"), inLanguages(2, "de"), inLanguages(3, "fr-CA")];

test.each<[string, string[], string[]]>([
  ["O01.FR.08 the first language of the driver", ["de", "fr"], ["2 in de"]],
  ["O01.FR.08 the second where there is nothing in the first", ["es", "fr"], ["3 in fr-CA"]],
  ["O01.FR.09 English where there is nothing in either", ["es", "it"], ["1 in en"]],
  ["a region that is not there", ["de-AT"], ["2 in de"]],
  ["all where nothing is known of the driver", [], ["1 in en", "2 in de", "3 in fr-CA"]],
])("%s", (_why, languages, expected) => {
  expect(everSeen(facts({ messages: threeLanguages, notices: [speaks(...languages)] }))).toEqual(expected);
});

test("O01.FR.08 a message without a language is for everybody", () => {
  const forAll: DisplayMessage = {
    id: 4,
    priority: "NormalCycle",
    contents: [{ format: "UTF8", content: "for all" }],
  };
  const messages = [...threeLanguages, forAll];
  expect(everSeen(facts({ messages, notices: [speaks("de")] }))).toEqual(["2 in de", "for all"]);
});

test("a message in several languages is shown in the driver's, else in the station's", () => {
  const messages = [inLanguages(1, "en", "de", "nl")];
  expect(everSeen(facts({ messages, notices: [speaks("nl")] }))).toEqual(["1 in nl"]);
  expect(everSeen(facts({ messages, language: "de" }))).toEqual(["1 in de"]);
});

test("O02.FR.08 a message for a transaction is for its driver alone", () => {
  const messages = threeLanguages.map((message) => ({ ...message, transactionId: "tx-2" }));
  const notices = [speaks("de"), { ...speaks("fr"), transactionId: "tx-2" }];
  expect(everSeen(facts({ messages, notices }))).toEqual(["3 in fr-CA"]);
});

test("what is told to a driver says at which EVSE, where there are several", () => {
  const notices = [
    { ...speaks(), lines: ["Cost so far: 1.00 EUR"] },
    { ...speaks(), evseId: null, lines: ["0.30 EUR/kWh"] },
  ];
  const lines = (severalEvses: boolean) =>
    composeScreen(facts({ notices, severalEvses, question: ["Which?"] })).map(({ content }) => content);
  expect(lines(true)).toEqual(["Which?", "EVSE 1: Cost so far: 1.00 EUR", "0.30 EUR/kWh"]);
  expect(lines(false)).toEqual(["Which?", "Cost so far: 1.00 EUR", "0.30 EUR/kWh"]);
});
