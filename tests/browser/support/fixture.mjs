// What the real kubeadm left and printed.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fixtures } from "./project.mjs";

/** The releases whose default node is a fixture, oldest first. */
export const releases = readdirSync(fixtures)
  .filter((name) => /^kubeadm-\d/.test(name))
  .map((name) => name.slice("kubeadm-".length))
  .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));

/** What was printed of a scenario: `{ tree, clock, format, printed }`, one an output. */
export function cases(release, scenario = "01-default-single-node") {
  const folder = join(fixtures, `kubeadm-${release}`);
  if (release === "1.20.2") return casesOfReadme(join(folder, scenario));
  return readFileSync(join(folder, "expiry-cases.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .filter((line) => line.scenario === scenario && line.config === "kubeadm-config.yaml")
    .map(({ trees, clock, format, stdout }) => ({
      tree: join(folder, scenario, trees[0]),
      clock,
      format,
      printed: readFileSync(join(folder, scenario, stdout), "utf8"),
    }));
}

// Of 1.20.2 the commands and their clocks stand in a table of the scenario's README.
function casesOfReadme(folder) {
  const table = readFileSync(join(folder, "README.md"), "utf8");
  return [...table.matchAll(/^\| (\S+) \| (\S+) \| `kubeadm certs check-expiration --config \S+` \| 0 \|$/gm)].map(
    ([, name, clock]) => ({
      tree: join(folder, "etc-kubernetes"),
      clock,
      format: "text",
      printed: readFileSync(join(folder, "out", `${name}.stdout`), "utf8"),
    }));
}

/** The first output of that form. */
export function oneCase(release, { scenario, format = "text" } = {}) {
  const found = cases(release, scenario).find((one) => one.format === format);
  if (!found) throw new Error(`no ${format} of ${release}`);
  return found;
}

/**
 * kubeadm's two tables as rows of cells, without their heads. A row of which only the name is told is
 * `["!MISSING! name"]`, as it was printed.
 */
export function tablesOf(printed) {
  return printed.trimEnd().split("\n\n").map((table) => {
    const [head, ...rows] = table.split("\n");
    const starts = [...head.matchAll(/\S+(?: \S+)*/g)].map((match) => match.index);
    return rows.map((row) =>
      starts.map((start, index) => row.slice(start, starts[index + 1]).trim()).filter((cell, index) => index === 0 || cell || !row.startsWith("!MISSING!")));
  });
}

/** A folder that is gone when the tests of this file are over; `after` is that of the test file. */
export function temporaryFolder(after) {
  const folder = mkdtempSync(join(tmpdir(), "kubecerts-browser-"));
  after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Copies a tree of a fixture to where a node has it. */
export function putNode(tree, root) {
  cpSync(tree, join(root, "etc/kubernetes"), { recursive: true });
  return root;
}

/** Packs what is in a folder as `tar` packs it. */
export function pack(folder, archive) {
  execFileSync("tar", ["-C", folder, archive.endsWith("gz") ? "-czf" : "-cf", archive, "."]);
  return archive;
}
