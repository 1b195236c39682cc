import { useCallback, useEffect, useState } from "preact/hooks";
import { usePage } from "../page-context.js";
import { useValue } from "../live/value.js";

/** What the station has told, and how to ask anew. */
export interface Resource<T> {
  readonly value: T | null;
  readonly refresh: () => void;
}

/** Milliseconds between two questions while the part is shown. */
const PACE = 2_000;

/** Asks the station API for something, and again while it is shown. */
export function useResource<T>(path: string, pace = PACE): Resource<T> {
  const { client, live } = usePage();
  const [value, setValue] = useState<T | null>(null);
  const silent = useValue(live.silence) !== null;
  const refresh = useCallback(() => {
    client.get<T>(path).then(setValue, () => undefined);
  }, [client, path]);
  useEffect(() => {
    if (silent) return;
    refresh();
    const timer = setInterval(() => {
      if (!document.hidden) refresh();
    }, pace);
    return () => clearInterval(timer);
  }, [refresh, silent, pace]);
  return { value, refresh };
}
