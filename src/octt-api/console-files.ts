import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { Router, type RequestHandler } from "express";
import { InvariantError, packageRoot } from "../kernel/index.js";

/** What the station's page may do: code and style from the station, calls to it, and nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The names of built files tell their content, so that what is known need not be asked for again. */
const FOR_EVER = "public, max-age=31536000, immutable";

interface BuiltFile {
  readonly plain: Buffer;
  readonly packed: Buffer;
}

/** Serves the station's page, packed to who understands that. Files are read when they are first asked for. */
export function serveConsole(): Router {
  const files = new Map<string, BuiltFile>();
  const router = Router({ caseSensitive: true, strict: true });
  const file = (name: string): BuiltFile => {
    const known = files.get(name) ?? readBuilt(name);
    files.set(name, known);
    return known;
  };
  const send =
    (name: string): RequestHandler =>
    (request, response) => {
      const { plain, packed } = file(name);
      const packs = request.acceptsEncodings("gzip", "identity") === "gzip";
      response.type(extname(name)).vary("Accept-Encoding");
      if (packs) response.set("Content-Encoding", "gzip");
      response.send(packs ? packed : plain);
    };

  router.get("/", (_request, response, next) => {
    response.set({ "Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer" });
    next();
  });
  router.get("/", send("index.html"));
  router.get("/assets/:name", (request, response, next) => {
    const { name } = request.params;
    // Only what was built: a name is compared, never followed.
    if (!builtAssets().includes(name)) return next();
    response.set("Cache-Control", FOR_EVER);
    send(join("assets", name))(request, response, next);
  });
  return router;
}

const folder = (): string => join(packageRoot(), "dist", "console");

function builtAssets(): readonly string[] {
  const assets = join(folder(), "assets");
  return existsSync(assets) ? readdirSync(assets).filter((name) => !name.endsWith(".gz")) : [];
}

function readBuilt(name: string): BuiltFile {
  const path = join(folder(), name);
  if (!existsSync(path)) throw new InvariantError("the page is not built; npm run build builds it");
  return { plain: readFileSync(path), packed: readFileSync(`${path}.gz`) };
}
