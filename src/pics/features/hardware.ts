import type { FeatureGroup } from "../feature.js";
import type { StationFacts } from "../station-facts.js";

const chargesWithPhases = (phases: number) => (facts: StationFacts) =>
  facts.connectors.some((connector) => !connector.dc && connector.phases === phases);

/** The hardware feature set. */
export const HARDWARE: FeatureGroup = {
  title: "Hardware",
  features: [
    {
      id: "HFS-1",
      meaning: "detachable cable",
      answer: ({ connectors }) => connectors.some(({ cable }) => cable === "detachable"),
    },
    {
      id: "HFS-2",
      meaning: "fixed cable",
      answer: ({ connectors }) => connectors.some(({ cable }) => cable === "fixed"),
    },
    { id: "HFS-3", meaning: "AC", answer: ({ connectors }) => connectors.some(({ dc }) => !dc) },
    { id: "HFS-4", meaning: "DC", answer: ({ connectors }) => connectors.some(({ dc }) => dc) },
    { id: "HFS-5", meaning: "one phase", answer: chargesWithPhases(1) },
    { id: "HFS-6", meaning: "two phases", answer: chargesWithPhases(2) },
    { id: "HFS-7", meaning: "three phases", answer: chargesWithPhases(3) },
    { id: "HFS-8", meaning: "number of EVSEs", answer: ({ configuration }) => configuration.evses.length },
    { id: "HFS-9", meaning: "communication technology", answer: () => "IP by the network of its host" },
    {
      id: "HFS-10",
      meaning: "readers of tokens",
      answer: ({ configuration }) => (configuration.tokenReader ? "one, and one at each EVSE" : "none"),
    },
  ],
};
