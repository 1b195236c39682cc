export { untrueDeclarations, wordsOf, type UntrueDeclaration } from "./declaration-check.js";
export type { PicsVersion } from "./features/index.js";
export type { Answer, Feature } from "./feature.js";
export { limitsOf, type Limit } from "./limits.js";
export { picsHtml, picsMarkdown } from "./pics-documents.js";
export { picsFile } from "./pics-file.js";
export { picsTables, type PicsTable } from "./pics-table.js";
export { declaredBy, deriveStatement, type AnsweredFeature, type Statement } from "./statement.js";
export { publicVariables } from "./subject.js";
