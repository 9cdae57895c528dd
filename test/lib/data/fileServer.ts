import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** How a local HTTP server answers a request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A running server: its base address, and what was asked of it so far. */
export interface FileServer {
  readonly url: string;
  readonly requests: { readonly path: string; readonly range: string | undefined }[];
}

/** Starts a real HTTP server on a free local port; it ends with the test. The last answer serves all later requests. */
export async function serve(...answers: Answer[]): Promise<FileServer> {
  const requests: FileServer["requests"] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)] as Answer;
    requests.push({ path: request.url ?? "", range: request.headers.range });
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests };
}

/** The whole file, whatever range is asked for. */
export const whole =
  (body: Uint8Array): Answer =>
  (_request, response) => {
    response.writeHead(200, { "content-length": body.length }).end(body);
  };

/** The file, or the range of it that is asked for. */
export const ranged =
  (body: Uint8Array): Answer =>
  (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const headers = { "content-range": `bytes ${start}-${body.length - 1}/${body.length}` };
    response.writeHead(start > 0 ? 206 : 200, start > 0 ? headers : {}).end(body.subarray(start));
  };

/** An error status. */
export const status =
  (code: number): Answer =>
  (_request, response) => {
    response.writeHead(code).end("no");
  };

/** The first bytes of the file, then the connection is cut. */
export const cutAfter =
  (body: Uint8Array, bytes: number): Answer =>
  (_request, response) => {
    response.writeHead(200, { "content-length": body.length });
    response.write(body.subarray(0, bytes), () => setTimeout(() => response.destroy(), 50));
  };

/** The first bytes of the file, then nothing more, with the connection open. */
export const stallAfter =
  (body: Uint8Array, bytes: number): Answer =>
  (_request, response) => {
    response.writeHead(200, { "content-length": body.length });
    response.write(body.subarray(0, bytes));
  };
