import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DownloadError } from "kl-to-vae/errors";
import { downloadFile, type DownloadOptions, type DownloadProgress } from "kl-to-vae/data";
import { describe, expect, it } from "vitest";
import { cutAfter, ranged, serve, stallAfter, status, whole } from "./fileServer.js";
import { temporaryDirectory } from "./temporaryDirectory.js";

const body = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);
const wrong = Uint8Array.from(body, (byte) => byte ^ 1);
const file = { name: "body.gz", bytes: body.length, sha256: createHash("sha256").update(body).digest("hex") };

function download(
  destination: string,
  mirrors: string[],
  options: Partial<DownloadOptions> = {},
): Promise<void> {
  return downloadFile({ file, mirrors, destination, ...options });
}

function expectOnly(destination: string): void {
  expect(Buffer.compare(readFileSync(destination), body)).toBe(0);
  expect(readdirSync(dirname(destination))).toEqual([file.name]);
}

describe("downloadFile", () => {
  it("fetches a file, makes its folder, and reports progress up to the last byte", async () => {
    const destination = join(temporaryDirectory(), "a", "b", file.name);
    const { url } = await serve(whole(body));
    const reports: DownloadProgress[] = [];
    await download(destination, [url], { progress: (report) => reports.push(report) });
    expectOnly(destination);
    expect(reports.at(-1)).toEqual({
      file: file.name,
      received: body.length,
      total: body.length,
      mirror: url,
    });
  });

  it("goes to the next mirror when one answers 404", async () => {
    const destination = join(temporaryDirectory(), file.name);
    const [bad, good] = [await serve(status(404)), await serve(whole(body))];
    await download(destination, [bad.url, good.url]);
    expectOnly(destination);
    expect(bad.requests).toHaveLength(1);
  });

  it("asks only for the half that an earlier attempt did not get", async () => {
    const destination = join(temporaryDirectory(), file.name);
    writeFileSync(`${destination}.part`, body.subarray(0, 150_000));
    const { url, requests } = await serve(ranged(body));
    await download(destination, [url]);
    expectOnly(destination);
    expect(requests).toEqual([{ path: `/${file.name}`, range: "bytes=150000-" }]);
  });

  it("starts again where a server ignores the range", async () => {
    const destination = join(temporaryDirectory(), file.name);
    writeFileSync(`${destination}.part`, body.subarray(0, 150_000));
    const { url } = await serve(whole(body));
    await download(destination, [url]);
    expectOnly(destination);
  });

  it("fetches the whole file when the half that was there is damaged", async () => {
    const destination = join(temporaryDirectory(), file.name);
    writeFileSync(`${destination}.part`, wrong.subarray(0, 150_000));
    const { url, requests } = await serve(ranged(body));
    await download(destination, [url]);
    expectOnly(destination);
    expect(requests.map(({ range }) => range)).toEqual(["bytes=150000-", undefined]);
  });

  it("needs no network when a killed process had everything but the name", async () => {
    const destination = join(temporaryDirectory(), file.name);
    writeFileSync(`${destination}.part`, body);
    const { url, requests } = await serve(status(500));
    await download(destination, [url]);
    expectOnly(destination);
    expect(requests).toEqual([]);
  });

  it("throws away a file with the wrong checksum and takes the next mirror's", async () => {
    const destination = join(temporaryDirectory(), file.name);
    const [bad, good] = [await serve(whole(wrong)), await serve(ranged(body))];
    await download(destination, [bad.url, good.url]);
    expectOnly(destination);
    expect(good.requests).toEqual([{ path: `/${file.name}`, range: undefined }]);
  });

  it("gives up a mirror that stalls, and the next one goes on from there", async () => {
    const destination = join(temporaryDirectory(), file.name);
    const [bad, good] = [await serve(stallAfter(body, 100_000)), await serve(ranged(body))];
    await download(destination, [bad.url, good.url], { stallSeconds: 0.3 });
    expectOnly(destination);
    expect(good.requests).toEqual([{ path: `/${file.name}`, range: "bytes=100000-" }]);
  });

  it("asks the same mirror for the rest when the connection is cut", async () => {
    const destination = join(temporaryDirectory(), file.name);
    const { url, requests } = await serve(cutAfter(body, 100_000), ranged(body));
    await download(destination, [url]);
    expectOnly(destination);
    expect(requests.map(({ range }) => range)).toEqual([undefined, "bytes=100000-"]);
  });

  it("lists each mirror with its reason when all fail, and keeps what it got", async () => {
    const destination = join(temporaryDirectory(), file.name);
    const refused = "http://127.0.0.1:1/";
    const servers = await Promise.all([
      serve(status(503)),
      serve(whole(wrong)),
      serve(whole(new Uint8Array(400_000))),
      serve(stallAfter(body, 100_000)),
    ]);
    const [busy, lying, long, stalling] = servers.map(({ url }) => url);
    const attempt = download(destination, [...servers.map(({ url }) => url), refused], { stallSeconds: 0.3 });
    const error = await attempt.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(DownloadError);
    const { message } = error as DownloadError;
    expect(message).toContain(`${busy ?? ""}: answered 503`);
    expect(message).toContain(`${lying ?? ""}: sent a file with the wrong checksum`);
    expect(message).toContain(`${long ?? ""}: sent more than the 300000 bytes`);
    expect(message).toContain(`${stalling ?? ""}: sent nothing for 0.3 s`);
    expect(message).toMatch(/127\.0\.0\.1:1\/: .*(refused|bad port)/);
    expect(readdirSync(dirname(destination))).toEqual([`${file.name}.part`]);
  });

  it("ends at its time limit although bytes still trickle, and keeps them", async () => {
    const destination = join(temporaryDirectory(), file.name);
    const { url } = await serve((_request, response) => {
      response.writeHead(200);
      let sent = 0;
      const timer = setInterval(() => response.write(body.subarray(sent, (sent += 100))), 20);
      response.on("close", () => {
        clearInterval(timer);
      });
    });
    await expect(download(destination, [url], { limitSeconds: 0.5 })).rejects.toThrow(
      /not complete after 0.5 s/,
    );
    expect(readdirSync(dirname(destination))).toEqual([`${file.name}.part`]);
  });

  it("rejects with the signal's reason when it is stopped, and takes up there later", async () => {
    const destination = join(temporaryDirectory(), file.name);
    const { url, requests } = await serve(stallAfter(body, 100_000), ranged(body));
    const stop = new AbortController();
    const reason = new Error("enough");
    const progress = ({ received }: DownloadProgress): void => {
      if (received === 100_000) stop.abort(reason);
    };
    await expect(download(destination, [url], { signal: stop.signal, progress })).rejects.toBe(reason);
    await download(destination, [url]);
    expectOnly(destination);
    expect(requests.at(-1)?.range).toBe("bytes=100000-");
  });

  it("lets two calls fetch the same file at once", async () => {
    const destination = join(temporaryDirectory(), file.name);
    const { url } = await serve(ranged(body));
    await Promise.all([download(destination, [url]), download(destination, [url])]);
    expectOnly(destination);
  });

  it("says what is wrong when the folder cannot be made", async () => {
    const blocked = join(temporaryDirectory(), "a-file");
    writeFileSync(blocked, "");
    const { url, requests } = await serve(whole(body));
    const attempt = download(join(blocked, "cache", file.name), [url]);
    await expect(attempt).rejects.toThrow(DownloadError);
    await expect(attempt).rejects.toThrow(/is a file, not a folder.*KL_TO_VAE_CACHE/);
    expect(requests).toEqual([]);
  });

  it("says so when the folder is read-only", async (context) => {
    const folder = "/proc/self";
    if (process.platform !== "linux") context.skip("needs /proc, which even root cannot write to");
    const { url } = await serve(whole(body));
    await expect(download(join(folder, file.name), [url])).rejects.toThrow(DownloadError);
    await expect(download(join(folder, file.name), [url])).rejects.toThrow(/\/proc\/self.*KL_TO_VAE_CACHE/);
  });

  it("does not hide an error of the progress callback behind the mirror", async () => {
    const destination = join(temporaryDirectory(), file.name);
    mkdirSync(dirname(destination), { recursive: true });
    const { url } = await serve(whole(body));
    const progress = (): never => {
      throw new TypeError("mistake in the callback");
    };
    await expect(download(destination, [url], { progress })).rejects.toThrow("mistake in the callback");
  });
});
