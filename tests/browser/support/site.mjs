// The bundle on a loopback address, by the project's own server.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { root } from "./project.mjs";

/** Starts the server; returns its address and how to stop it. */
export async function startSite() {
  const program = process.env.KUBECERTS_XTASK ?? "cargo";
  const words = process.env.KUBECERTS_XTASK ? [] : ["xtask"];
  const server = spawn(program, [...words, "serve", "--built", "--port", "0"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await new Promise((found, failed) => {
    server.once("error", failed);
    server.once("exit", (status) => failed(new Error(`the server ended with ${status}`)));
    createInterface(server.stdout).on("line", (line) => {
      const match = line.match(/http:\/\/[^ ]+/);
      if (match) found(match[0]);
    });
  });
  return { address, stop: () => server.kill() };
}
