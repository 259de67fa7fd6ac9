// What every measurement on the page has in common: the browsers, and what watches inside the page.
import { browsers } from "../support/browsers.mjs";
import { fileAddress, requireBundle } from "../support/project.mjs";

export { given, tell } from "./arguments.mjs";
export { fileAddress };

requireBundle();

/** Starts the browser of that name, does something with it, and ends it. */
export async function inBrowser(name, action) {
  const kind = browsers.find((kind) => kind.name === name);
  if (!kind) throw new Error(`there is no browser called ${name}`);
  const browser = await kind.launch();
  try {
    return await action(browser);
  } finally {
    await browser.close();
  }
}

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/**
 * Runs in the page before anything else: `window.watch` holds what the browser says of long tasks (over 50 ms on the
 * page's own thread; only Chromium tells), and the time between frames while it is asked for.
 */
export function watchThread() {
  const watch = { tasks: [], frames: [], mostRows: 0 };
  window.watch = watch;
  if (PerformanceObserver.supportedEntryTypes.includes("longtask")) {
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) watch.tasks.push({ startTime, duration });
    }).observe({ type: "longtask" });
  }
  let frame = 0;
  watch.beginFrames = () => {
    let last = performance.now();
    const next = (now) => {
      watch.frames.push(now - last);
      last = now;
      watch.mostRows = Math.max(watch.mostRows, document.querySelectorAll("main tbody tr").length);
      frame = requestAnimationFrame(next);
    };
    frame = requestAnimationFrame((now) => { last = now; frame = requestAnimationFrame(next); });
  };
  watch.endFrames = () => cancelAnimationFrame(frame);
  // Of a task that had begun before, what came after counts: choosing files by script is a long task of the browser's own.
  watch.tasksSince = (begun) =>
    watch.tasks.map((task) => task.startTime + task.duration - Math.max(task.startTime, begun)).filter((rest) => rest > 0);
}
