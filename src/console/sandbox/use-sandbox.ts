import { useEffect, useState } from "preact/hooks";
import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";

/** Whether a sandbox CSMS belongs to this station. */
export function useSandbox(): boolean {
  const { csms, live } = usePage();
  const heard = useValue(live.silence) === null;
  const [there, setThere] = useState(false);
  useEffect(() => {
    // Not before the station is heard: then the token has been asked for.
    if (heard)
      csms.get("/stations").then(
        () => setThere(true),
        () => setThere(false),
      );
  }, [csms, heard]);
  return there;
}
