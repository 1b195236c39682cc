import { usePage } from "../page-context.js";

/** Does something at the station and tells what came of it; answers whether it was done. */
export function useAction(): (what: string, path: string, body: object) => Promise<boolean> {
  const { client, notices } = usePage();
  return async (what, path, body) => {
    try {
      await client.post(path, body);
      notices.done(`${what}: done`);
      return true;
    } catch (error) {
      notices.refused(error, `${what} was refused`);
      return false;
    }
  };
}
