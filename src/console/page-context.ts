import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Client } from "./api/client.js";
import type { Live } from "./live/live.js";
import type { Notices } from "./parts/notices.js";

/** What every part of the page may use. */
export interface Page {
  readonly client: Client;
  /** The sandbox CSMS of this station, where there is one; what it does not answer is not there. */
  readonly csms: Client;
  readonly live: Live;
  readonly notices: Notices;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error("this part of the page stands nowhere");
  return page;
}
