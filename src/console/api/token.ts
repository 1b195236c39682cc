const KEY = "kerbside.token";

/** Keeps the bearer token of the station API for as long as this tab lives. */
export interface TokenKeeper {
  get(): string | null;
  set(token: string): void;
  forget(): void;
}

/** @param storage e.g. sessionStorage */
export function createTokenKeeper(storage: Pick<Storage, "getItem" | "setItem" | "removeItem">): TokenKeeper {
  return {
    get: () => storage.getItem(KEY),
    set: (token) => storage.setItem(KEY, token),
    forget: () => storage.removeItem(KEY),
  };
}
