// Where things lie.
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
export const bundle = resolve(root, "dist/kubecerts.html");
export const fixtures = resolve(root, "tests/fixtures");

/** The bundle as a double click opens it. */
export const fileAddress = pathToFileURL(bundle).href;

export function requireBundle() {
  if (!existsSync(bundle)) throw new Error("dist/kubecerts.html is missing: run `cargo xtask bundle` first");
}
