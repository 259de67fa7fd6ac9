// Chromium and Firefox, driven alike.
import puppeteer from "puppeteer-core";
import { existsSync } from "node:fs";

const CHROMIUM_FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

const found = (variable, paths) => process.env[variable] ?? paths.find((path) => existsSync(path));

/** Every browser that the tests run in: its name, and how to start it. */
export const browsers = [
  {
    name: "Chromium",
    launch: () =>
      puppeteer.launch({
        executablePath: found("KUBECERTS_CHROMIUM", ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]),
        args: CHROMIUM_FLAGS,
        headless: true,
        protocolTimeout: 120_000,
      }),
  },
  {
    name: "Firefox",
    launch: () =>
      puppeteer.launch({
        browser: "firefox",
        executablePath: found("KUBECERTS_FIREFOX", ["/usr/bin/firefox-esr", "/usr/bin/firefox"]),
        // Reading the folder chooser needs the browser's own context (see `chooseFolder`).
        args: ["--remote-allow-system-access"],
        headless: true,
        protocolTimeout: 120_000,
      }),
  },
];

export const chromium = browsers[0];
export const firefox = browsers[1];
