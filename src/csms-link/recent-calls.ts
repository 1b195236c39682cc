const REMEMBERED = 4;

/** The last few CALLs that are over, so that an answer that comes too late can be called by its name. */
export class RecentCalls {
  #calls: { readonly messageId: string; readonly action: string }[] = [];

  add(messageId: string, action: string): void {
    this.#calls = [...this.#calls, { messageId, action }].slice(-REMEMBERED);
  }

  actionOf(messageId: string): string | undefined {
    return this.#calls.find((call) => call.messageId === messageId)?.action;
  }
}
