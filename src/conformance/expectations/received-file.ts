import type { FileServer } from "../files/file-server.js";
import { ValidationFailed } from "../verdict.js";

/** The file has come, and is not empty. */
export function checkReceived({ received }: Pick<FileServer, "received">, filename: string): void {
  const file = received.find(({ name }) => name === filename);
  if (!file) throw new ValidationFailed(`no file ${filename} was uploaded`);
  if (file.content.length === 0) throw new ValidationFailed(`the file ${filename} is empty`);
}
