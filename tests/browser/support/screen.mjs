// What a person does on the screens, and what is to be read there.

const CLOCK = ["Viewed at", "Clock moved to"];

/** Opens the sheet below the button of the bar above whose text begins with one of these. */
async function openSheet(tab, ...beginnings) {
  const find = (beginnings) =>
    [...document.querySelectorAll("header button[aria-expanded]")].find((button) =>
      beginnings.some((beginning) => button.innerText.trim().startsWith(beginning)));
  await tab.until(find, `the button ${beginnings}`, undefined, beginnings);
  const button = await tab.page.evaluateHandle(find, beginnings);
  await button.click();
  await tab.until(() => document.querySelector("header .sheet"), "the sheet to open");
}

/** Views everything at that instant (as in `2026-03-02T09:20:00Z`), by the page's own clock. */
export async function viewAt(tab, clock) {
  await openSheet(tab, ...CLOCK);
  const input = await tab.page.waitForSelector("header .sheet input[type=datetime-local]");
  // How an instant is typed depends on the machine's language, so the control gets its value, and tells of it, as one.
  await input.evaluate((element, value) => {
    element.value = value;
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }, clock.replace(/Z$/, ""));
  await tab.keys("Escape");
  await tab.until(() => !document.querySelector("header .sheet"), "the sheet to close");
}

/** Chooses the kubeadm release. */
export async function chooseRelease(tab, release) {
  await openSheet(tab, "kubeadm");
  const input = await tab.page.waitForSelector("header .sheet input[type=text]");
  await input.evaluate((element) => element.select());
  await input.type(release);
  await tab.keys("Enter");
  await tab.keys("Escape");
  await tab.until(() => !document.querySelector("header .sheet"), "the sheet to close");
}

/** What the button of the release says, such as `kubeadm 1.31.14 guessed`. */
export function releaseSaid(tab) {
  return tab.run(() =>
    [...document.querySelectorAll("header button[aria-expanded]")]
      .map((button) => button.innerText.replace(/\s+/g, " ").trim())
      .find((text) => text.startsWith("kubeadm")));
}

/** Waits until reading is over and a report is there. */
export async function untilRead(tab, timeout = 20_000) {
  await tab.until(() => document.querySelector("header .page-wide") && document.querySelector(".page > [role=status]")?.innerText.trim(), "the report", timeout);
}

/** Goes to a screen by its link in the rail. */
export async function goTo(tab, name) {
  await tab.run((name) => [...document.querySelectorAll("nav a")].find((link) => link.innerText.includes(name)).click(), name);
  await tab.until((name) => document.querySelector("nav [aria-current=page]")?.innerText.includes(name), name, undefined, name);
}

export const CERTIFICATES = "Certificates that kubeadm manages";
export const AUTHORITIES = "Certificate authorities";

/**
 * Finds kubeadm's tables of a node: the region of that name, and in it the tables by their accessible names. Returns
 * how to read them: rows of cells, those that kubeadm prints, in its order.
 */
export async function findTables(tab, node) {
  const region = await tab.get("region", node);
  const tables = [];
  for (const name of [CERTIFICATES, AUTHORITIES]) {
    tables.push(await region.waitForSelector(`::-p-aria([role="table"][name="${name}"])`, { timeout: 10_000 }));
  }
  return () => Promise.all(tables.map((table) => table.evaluate(cellsOf)));
}

function cellsOf(table) {
  return [...table.tBodies[0].rows].map((row) => {
    const text = (cell) => cell.innerText.replace(/\s+/g, " ").trim();
    const cells = [...row.cells];
    if (text(cells[0]).startsWith("!MISSING!")) return [text(cells[0])];
    // A row at fault says why instead.
    if (cells.length < 4) return cells.map(text);
    // The residual time is in people's words; kubeadm's own stands behind the severity, on hover.
    const residual = cells[2].querySelector(".exact").innerText;
    return [text(cells[0]), text(cells[1]), residual, ...cells.slice(3, -1).map(text)];
  });
}

/** The same of every node at once, as `{ name: tables }`, found by what the accessible names are made from. */
export function readAllTables(tab) {
  const read = new Function("wanted", `
    const cells = ${cellsOf};
    const regions = [...document.querySelectorAll("section[aria-labelledby^=node-]")];
    return Object.fromEntries(regions.map((region) => [
      document.getElementById(region.getAttribute("aria-labelledby")).innerText,
      [...region.querySelectorAll("table")].filter((table) => wanted.includes(table.caption.innerText)).map(cells),
    ]));
  `);
  return tab.run(read, [CERTIFICATES, AUTHORITIES]);
}

/** The names of all nodes, in the page's order. */
export function nodeNames(tab) {
  return tab.run(() => [...document.querySelectorAll("section[aria-labelledby^=node-] h3")].map((heading) => heading.innerText));
}
