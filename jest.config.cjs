/** @type {import("jest").Config} */
module.exports = {
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testEnvironment: "node",
  transform: {
    "^.+\\.(t|j)s$": [
      "@swc/jest",
      {
        module: { type: "commonjs" },
        jsc: { target: "es2022", parser: { syntax: "typescript" }, transform: {} },
      },
    ],
  },
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  moduleFileExtensions: ["ts", "js", "cjs", "mjs", "json", "node"],
  testTimeout: 15_000,
  reporters: ["default", "summary", "<rootDir>/scripts/closing-line-reporter.cjs"],
};
