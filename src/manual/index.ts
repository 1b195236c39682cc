export { manualHtml, manualMarkdown } from "./formats.js";
export { manualOf } from "./manual.js";
export { withoutCredentials } from "./subject.js";
export type { ManualImage, ManualSubject, ManualToken } from "./subject.js";
