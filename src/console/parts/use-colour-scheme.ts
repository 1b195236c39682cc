import { useEffect, useState } from "preact/hooks";

const dark = (): MediaQueryList => matchMedia("(prefers-color-scheme: dark)");

/** `dark` or `light`, as the user has set the system. */
export function useColourScheme(): "dark" | "light" {
  const [isDark, setDark] = useState(() => dark().matches);
  useEffect(() => {
    const query = dark();
    const follow = (): void => setDark(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  return isDark ? "dark" : "light";
}
