// What JavaScript offers instead: `node libraries.mjs '{"library": "node" | "peculiar", "folder": path, "runs": 5,
// "most": files}'`. Reads every certificate of a folder and asks it for subject and end, as a table would.
import "reflect-metadata";
import { X509Certificate as OfNode } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { X509Certificate as OfPeculiar } from "@peculiar/x509";
import { given, tell } from "./arguments.mjs";

const { library, folder, runs, most = Infinity } = given();

const ways = {
  node: (bytes) => { const { subject, validTo } = new OfNode(bytes); return [subject, validTo]; },
  peculiar: (bytes) => { const { subject, notAfter } = new OfPeculiar(bytes.toString("latin1")); return [subject, notAfter]; },
};

const paths = readdirSync(folder, { recursive: true })
  .map((file) => join(folder, file))
  .filter((path) => /\.(crt|pem)$/.test(path))
  .slice(0, most);

const times = [];
for (let run = 0; run <= runs; run++) {
  const begun = performance.now();
  let seen = 0;
  for (const path of paths) {
    const [subject, end] = ways[library](readFileSync(path));
    if (subject && end) seen += 1;
  }
  times.push(performance.now() - begun);
  if (seen !== paths.length) throw new Error(`${library} read ${seen} of ${paths.length}`);
}
// The first one compiles the library.
times.shift();
tell({ files: paths.length, done: times });
