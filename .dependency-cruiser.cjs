/**
 * The arrows of the house, as ARCHITECTURE.md draws them. Each room lists the rooms it may know; a new arrow
 * needs a line here and one there.
 */
const below = [
  "csms-link",
  "device-model",
  "hardware",
  "protocol",
  "file-transfer",
  "firmware-image",
  "pki",
  "kernel",
];

const ROOMS = {
  kernel: [],
  protocol: [],
  pki: ["kernel"],
  "firmware-image": ["pki", "kernel"],
  "file-transfer": ["kernel"],
  hardware: ["kernel"],
  "device-model": ["hardware", "protocol", "kernel"],
  "csms-link": ["device-model", "protocol", "kernel"],
  blocks: below,
  station: ["blocks", ...below],
  // People and EVs by a script: it does what a person can do, and sees what a person can see.
  scenario: ["station", "hardware", "kernel"],
  "octt-api": ["scenario", "station", "blocks", ...below],
  fleet: ["station", "octt-api", ...below],
  pics: ["station", ...below],
  manual: ["pics", "station", ...below],
  // The other side of the wire never knows the station.
  "sandbox-csms": ["protocol", "pki", "kernel"],
  conformance: ["protocol", "firmware-image", "pki", "kernel"],
  // A page in a browser: it knows the station API, which is no code of ours.
  console: [],
};

/** Who builds on whom among the blocks. All may ask availability, which asks nobody. */
const BLOCKS = {
  "a-security": ["m-certificate-management"],
  "d-local-authorization-list": ["c-authorization"],
  "l-firmware-management": ["a-security"],
  "e-transactions": ["c-authorization", "j-meter-values", "k-smart-charging"],
  "f-remote-control": ["c-authorization", "e-transactions", "h-reservation", "k-smart-charging"],
  "h-reservation": ["c-authorization"],
};
const AVAILABILITY = "g-availability";

const anyOf = (names) => (names.length === 1 ? names[0] : `(${names.join("|")})`);

const roomRules = Object.entries(ROOMS).map(([room, known]) => ({
  name: `${room}-knows-only-${known.length === 0 ? "itself" : "what-is-below"}`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: { path: "^src/", pathNot: `^src/${anyOf([room, ...known])}/` },
}));

const blockRules = Object.entries(BLOCKS).map(([block, known]) => ({
  name: `${block}-builds-only-on-its-neighbours`,
  severity: "error",
  from: { path: `^src/blocks/${block}/` },
  to: { path: "^src/blocks/", pathNot: `^src/blocks/${anyOf([block, AVAILABILITY, ...known])}/` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    ...blockRules,
    {
      name: "availability-asks-no-block",
      severity: "error",
      from: { path: `^src/blocks/${AVAILABILITY}/` },
      to: { path: "^src/blocks/", pathNot: `^src/blocks/${AVAILABILITY}/` },
    },
    {
      name: "other-blocks-ask-only-availability",
      comment: "A block that is not listed above builds on no other.",
      severity: "error",
      from: {
        path: "^src/blocks/([^/]+)/",
        pathNot: `^src/blocks/${anyOf([...Object.keys(BLOCKS), AVAILABILITY])}/`,
      },
      to: { path: "^src/blocks/", pathNot: `^src/blocks/($1|${AVAILABILITY})/` },
    },
    {
      name: "a-room-has-one-door",
      comment: "Other rooms are imported through their index.ts.",
      severity: "error",
      from: { path: "^src/([^/]+)/" },
      to: { path: "^src/(?!blocks/)[^/]+/", pathNot: ["^src/$1/", "^src/[^/]+/index\\.ts$"] },
    },
    {
      name: "a-block-has-one-door",
      comment: "Other blocks are imported through their index.ts.",
      severity: "error",
      from: { path: "^src/blocks/([^/]+)/" },
      to: { path: "^src/blocks/", pathNot: ["^src/blocks/$1/", "^src/blocks/[^/]+/index\\.ts$"] },
    },
    {
      name: "blocks-are-entered-by-their-doors",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/blocks/" },
      to: { path: "^src/blocks/", pathNot: "^src/blocks/[^/]+/index\\.ts$" },
    },
    {
      name: "nobody-knows-the-commands",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(cli|bench)(/|\\.ts$)" },
      to: { path: "^src/(cli|bench)(/|\\.ts$)" },
    },
    { name: "no-circles", severity: "error", from: { path: "^src/" }, to: { circular: true } },
    {
      name: "no-imports-that-do-not-exist",
      severity: "error",
      from: { path: "^src/" },
      to: { couldNotResolve: true },
    },
    {
      name: "no-packages-for-development",
      comment:
        "What the station needs at run time is installed with it; the page is built with all that it needs.",
      severity: "error",
      from: { path: "^src/", pathNot: ["\\.d\\.ts$", "^src/console/"] },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-tests-in-the-source",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|scripts)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Types are knowledge too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
