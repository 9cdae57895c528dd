import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connection } from "../kernel/wire.mjs";

/** A connection file for one kernel, in a folder of its own that goes with it. */
export interface OpenConnection {
  connection: Connection;
  file: string;
  remove: () => void;
}

/** The longest path a Unix socket may have, with room for "-5". */
const LONGEST_SOCKET_PATH = 100;

/** How messages travel between a client and its kernel. */
export type Transport = "ipc" | "tcp";

/**
 * Unix sockets in a private folder where there are any: two kernels that start at once then cannot take each other's port.
 */
export async function openConnection(transport: Transport = "ipc"): Promise<OpenConnection> {
  const directory = mkdtempSync(join(tmpdir(), "kl-to-vae-"));
  const socket = join(directory, "kernel");
  const local = transport === "ipc" && process.platform !== "win32" && socket.length < LONGEST_SOCKET_PATH;
  const ports = local ? [1, 2, 3, 4, 5] : await freePorts(5);
  const [shell_port = 0, iopub_port = 0, stdin_port = 0, control_port = 0, hb_port = 0] = ports;
  const connection: Connection = {
    transport: local ? "ipc" : "tcp",
    ip: local ? socket : "127.0.0.1",
    key: randomBytes(32).toString("hex"),
    signature_scheme: "hmac-sha256",
    shell_port,
    iopub_port,
    stdin_port,
    control_port,
    hb_port,
  };
  const file = join(directory, "connection.json");
  writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
  return { connection, file, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

async function freePorts(n: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: n }, async () => {
      const server = createServer();
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
