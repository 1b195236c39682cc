import tseslint from "typescript-eslint";

const TIME = "Take the Clock of the kernel: tests and fast sandboxes have a time of their own.";
const RANDOM = "Take the Random of the kernel.";

const NO_OUTSIDE_TIME = {
  "no-restricted-globals": [
    "error",
    { name: "setTimeout", message: TIME },
    { name: "setInterval", message: TIME },
    { name: "setImmediate", message: TIME },
  ],
  "no-restricted-properties": [
    "error",
    { object: "Date", property: "now", message: TIME },
    { object: "performance", property: "now", message: TIME },
    { object: "Math", property: "random", message: RANDOM },
    { object: "globalThis", property: "setTimeout", message: TIME },
    { object: "globalThis", property: "setInterval", message: TIME },
  ],
  "no-restricted-imports": [
    "error",
    {
      paths: [
        { name: "node:timers", message: TIME },
        { name: "node:timers/promises", message: TIME },
      ],
    },
  ],
};

const NEW_DATE = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: TIME,
};
const CALLED_DATE = { selector: "CallExpression[callee.name='Date']", message: TIME };
const MODULE_LET = {
  selector:
    "Program > VariableDeclaration[kind!='const'], Program > ExportNamedDeclaration > VariableDeclaration[kind!='const']",
  message: "A module keeps no state: thousands of stations share it.",
};

export default tseslint.config(
  { ignores: ["dist/", "coverage/", "data/", "node_modules/", "src/protocol/generated/"] },
  {
    files: ["**/*.{ts,tsx,js,mjs,cjs}"],
    extends: [tseslint.configs.base],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-debugger": "error",
      "no-eval": "error",
      "no-var": "error",
      "prefer-const": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["{src,test,bench}/**/*.ts", "src/console/**/*.tsx"],
    extends: [tseslint.configs.recommended],
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.test.json", "./src/console/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/ban-ts-comment": [
        "error",
        { "ts-ignore": true, "ts-nocheck": true, "ts-expect-error": "allow-with-description" },
      ],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
    },
  },
  {
    files: ["src/**/*.ts", "src/console/**/*.tsx"],
    rules: {
      "no-console": "error",
      "no-restricted-syntax": ["error", NEW_DATE, CALLED_DATE, MODULE_LET],
      ...NO_OUTSIDE_TIME,
    },
  },
  {
    // The kernel is where time and chance come from; the page runs in a browser.
    files: ["src/kernel/**/*.ts", "src/console/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-globals": "off",
      "no-restricted-imports": "off",
      "no-restricted-properties": "off",
      "no-restricted-syntax": ["error", MODULE_LET],
    },
  },
  {
    // The commands speak to the one at the terminal.
    files: ["src/cli.ts", "src/cli/**/*.ts", "src/bench.ts", "src/bench/**/*.ts"],
    rules: { "no-console": "off" },
  },
  {
    // What is measured is real time.
    files: ["src/bench.ts", "src/bench/**/*.ts"],
    rules: {
      "no-restricted-globals": "off",
      "no-restricted-imports": "off",
      "no-restricted-properties": "off",
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: { "no-console": "error" },
  },
);
