import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { StartupError, StorageError, messageOf } from "./errors.js";
import type { Store, Table } from "./store.js";

interface Row {
  key: string;
  value: string;
}

/**
 * The store of a station on disk: one SQLite file in `folder`, write-ahead log, every transaction synced.
 * The exclusive lock is the operating system's, so a second process is refused while the first lives, and a
 * killed one leaves no stale lock behind.
 * @throws StartupError if the folder cannot be made or another process holds it
 */
export function openSqliteStore(folder: string): Store {
  let db: Database.Database;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, "station.db");
    db = new Database(file);
    // It holds the password and the keys of the meters.
    chmodSync(file, 0o600);
    db.prepare("PRAGMA journal_mode = WAL").get();
    db.prepare("PRAGMA locking_mode = EXCLUSIVE").get();
    db.exec("PRAGMA synchronous = FULL; PRAGMA cache_size = -512;");
    db.exec(
      "CREATE TABLE IF NOT EXISTS facts (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID",
    );
    // Taking the write lock once makes the exclusive lock certain before anything else starts.
    db.exec("BEGIN IMMEDIATE; COMMIT;");
  } catch (error) {
    const message = messageOf(error);
    throw new StartupError(
      /locked|busy/i.test(message)
        ? `storage ${folder} is in use by another process`
        : `storage ${folder} cannot be opened: ${message}`,
      { cause: error },
    );
  }
  return storeOver(db, folder);
}

function storeOver(db: Database.Database, folder: string): Store {
  const select = db.prepare("SELECT value FROM facts WHERE kind = ? AND key = ?");
  const selectAll = db.prepare("SELECT key, value FROM facts WHERE kind = ? ORDER BY key");
  const upsert = db.prepare(
    "INSERT INTO facts (kind, key, value) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value",
  );
  const remove = db.prepare("DELETE FROM facts WHERE kind = ? AND key = ?");
  const removeAll = db.prepare("DELETE FROM facts WHERE kind = ?");
  let depth = 0;

  const parse = <T>(kind: string, key: string, value: string): T => {
    try {
      return JSON.parse(value) as T;
    } catch (error) {
      throw new StorageError(`storage ${folder}: ${kind}/${key} is damaged`, { cause: error });
    }
  };

  return {
    table: <T>(kind: string): Table<T> => ({
      get: (key) => {
        const row = select.get(kind, key) as Row | undefined;
        return row === undefined ? undefined : parse<T>(kind, key, row.value);
      },
      put: (key, value) => void upsert.run(kind, key, JSON.stringify(value)),
      delete: (key) => void remove.run(kind, key),
      entries: () =>
        (selectAll.all(kind) as Row[]).map((row) => [row.key, parse<T>(kind, row.key, row.value)]),
      clear: () => void removeAll.run(kind),
    }),
    transaction(work) {
      if (depth > 0) return work();
      db.exec("BEGIN IMMEDIATE");
      depth++;
      try {
        const result = work();
        db.exec("COMMIT");
        return result;
      } catch (error) {
        db.exec("ROLLBACK");
        throw error;
      } finally {
        depth--;
      }
    },
    close() {
      // The driver lets go of the file only when its statements are collected, so the lock is given back first:
      // that takes leaving write-ahead mode and one read.
      db.prepare("PRAGMA journal_mode = DELETE").get();
      db.prepare("PRAGMA locking_mode = NORMAL").get();
      db.prepare("SELECT count(*) FROM facts").get();
      db.close();
    },
  };
}
