// A server that nobody is supposed to reach: it counts whoever does, by TCP and by UDP.
import { createServer } from "node:net";
import { createSocket } from "node:dgram";

/** Listens on a loopback port; `hits` holds the first bytes of whatever came. */
export async function listen() {
  const hits = [];
  const sockets = new Set();
  const tcp = createServer((socket) => {
    // A connection is a hit, also when nothing is said on it.
    const hit = { by: "tcp", said: "" };
    hits.push(hit);
    sockets.add(socket);
    socket.on("data", (bytes) => {
      hit.said += bytes.toString("latin1").slice(0, 200);
      socket.end("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    });
    socket.on("error", () => {});
  });
  await new Promise((done) => tcp.listen(0, "127.0.0.1", done));
  const { port } = tcp.address();
  const udp = createSocket("udp4");
  udp.on("message", (bytes) => hits.push({ by: "udp", said: bytes.toString("latin1").slice(0, 200) }));
  await new Promise((done) => udp.bind(port, "127.0.0.1", done));
  return {
    port,
    address: `http://127.0.0.1:${port}`,
    hits,
    stop: async () => {
      udp.close();
      sockets.forEach((socket) => socket.destroy());
      await new Promise((done) => tcp.close(done));
    },
  };
}
