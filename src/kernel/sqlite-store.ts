import { chmodSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type Database from "libsql";
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
    db = new (loadDriver())(file);
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

/** Loaded with the first file: a process whose stations need not survive has none. */
function loadDriver(): typeof Database {
  return createRequire(import.meta.url)("libsql") as typeof Database;
}

function storeOver(db: Database.Database, folder: string): Store {
  const statements = prepare(db);
  let depth = 0;

  return {
    table: <T>(kind: string) => new SqliteTable<T>(statements, folder, kind),
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

type Statements = ReturnType<typeof prepare>;

function prepare(db: Database.Database) {
  return {
    select: db.prepare("SELECT value FROM facts WHERE kind = ? AND key = ?"),
    selectAll: db.prepare("SELECT key, value FROM facts WHERE kind = ? ORDER BY key"),
    upsert: db.prepare(
      "INSERT INTO facts (kind, key, value) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value",
    ),
    remove: db.prepare("DELETE FROM facts WHERE kind = ? AND key = ?"),
    removeAll: db.prepare("DELETE FROM facts WHERE kind = ?"),
  };
}

/** One of a station's many tables; a class, so that they share their methods. */
class SqliteTable<T> implements Table<T> {
  readonly #statements: Statements;
  readonly #folder: string;
  readonly #kind: string;

  constructor(statements: Statements, folder: string, kind: string) {
    this.#statements = statements;
    this.#folder = folder;
    this.#kind = kind;
  }

  get(key: string): T | undefined {
    const row = this.#statements.select.get(this.#kind, key) as Row | undefined;
    return row === undefined ? undefined : this.#parse(key, row.value);
  }

  put(key: string, value: T): void {
    this.#statements.upsert.run(this.#kind, key, JSON.stringify(value));
  }

  delete(key: string): void {
    this.#statements.remove.run(this.#kind, key);
  }

  entries(): [string, T][] {
    const rows = this.#statements.selectAll.all(this.#kind) as Row[];
    return rows.map(({ key, value }) => [key, this.#parse(key, value)]);
  }

  clear(): void {
    this.#statements.removeAll.run(this.#kind);
  }

  #parse(key: string, value: string): T {
    try {
      return JSON.parse(value) as T;
    } catch (error) {
      throw new StorageError(`storage ${this.#folder}: ${this.#kind}/${key} is damaged`, { cause: error });
    }
  }
}
