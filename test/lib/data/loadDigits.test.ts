import { InvalidArgumentError } from "kl-to-vae/errors";
import { loadDigits } from "kl-to-vae/data";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { realData } from "./realData.js";
import { serve, status } from "./fileServer.js";
import { temporaryDirectory } from "./temporaryDirectory.js";

beforeEach(() => {
  vi.stubEnv("KL_TO_VAE_DATA", "");
  vi.stubEnv("KL_TO_VAE_OFFLINE", "");
  vi.stubEnv("KL_TO_VAE_CACHE", temporaryDirectory());
  return () => {
    vi.unstubAllEnvs();
  };
});

describe("loadDigits", () => {
  it("gives MNIST where it is here, as many as asked for", async (context) => {
    vi.stubEnv("KL_TO_VAE_DATA", realData(context, "mnist/train-images-idx3-ubyte.gz"));
    const { train, test, name, note } = await loadDigits({ n: 500 });
    expect(name).toBe("MNIST");
    expect(note).toBe("MNIST: 500 to train on, 10000 to test with.");
    expect(train.images.shape).toEqual([500, 28, 28]);
    expect(train.labels?.shape).toEqual([500]);
    expect(test.images.shape).toEqual([10_000, 28, 28]);
  });

  it("draws digits where no mirror answers, and says why and how to get MNIST", async () => {
    const { url } = await serve(status(503));
    vi.stubEnv("KL_TO_VAE_MNIST_MIRRORS", url);
    const { train, test, name, note } = await loadDigits({ n: 50 });
    expect(name).toBe("synthetic digits");
    expect(train.images.shape).toEqual([50, 28, 28]);
    expect(test.images.shape).toEqual([2000, 28, 28]);
    expect(note).toContain(`${url}: answered 503`);
    expect(note).toContain("npm run data -- mnist --from DIR");
  });

  it("does not ask the network when downloads are switched off", async () => {
    const { url, requests } = await serve(status(503));
    vi.stubEnv("KL_TO_VAE_MNIST_MIRRORS", url);
    const { name } = await loadDigits({ n: 10, download: false });
    expect(name).toBe("synthetic digits");
    expect(requests).toEqual([]);
  });

  it("trains and tests on different digits, the same ones every time", async () => {
    const [a, b] = [
      await loadDigits({ n: 20, download: false }),
      await loadDigits({ n: 20, download: false }),
    ];
    expect(Buffer.compare(b.train.images.data as Uint8Array, a.train.images.data as Uint8Array)).toBe(0);
    expect(Buffer.compare(b.test.images.data as Uint8Array, a.test.images.data as Uint8Array)).toBe(0);
    expect(a.test.images.data.slice(0, 20 * 784)).not.toEqual(a.train.images.data);
  });

  it("stops when it is told to instead of drawing digits", async () => {
    const reason = new Error("enough");
    await expect(loadDigits({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("refuses a number of digits that is none", async () => {
    await expect(loadDigits({ n: 0 })).rejects.toThrow(InvalidArgumentError);
  });
});
