import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DownloadError, InvalidArgumentError } from "kl-to-vae/errors";
import { loadFashionMnist, loadFreyFace, loadMnist, mnist } from "kl-to-vae/data";
import type { NdArray } from "kl-to-vae/array";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { serve, status, type Answer } from "./fileServer.js";
import { realData } from "./realData.js";
import { temporaryDirectory } from "./temporaryDirectory.js";

const TRAIN_IMAGES = "mnist/train-images-idx3-ubyte.gz";

beforeEach(() => {
  vi.stubEnv("KL_TO_VAE_DATA", "");
  vi.stubEnv("KL_TO_VAE_OFFLINE", "");
  vi.stubEnv("KL_TO_VAE_CACHE", temporaryDirectory());
  return () => {
    vi.unstubAllEnvs();
  };
});

function mean({ data }: NdArray): number {
  let sum = 0;
  for (const value of data) sum += value;
  return sum / data.length;
}

function counts({ data }: NdArray): number[] {
  const result = new Array<number>(10).fill(0);
  for (const label of data) result[label] = (result[label] as number) + 1;
  return result;
}

function files(directory: string): Answer {
  return (request, response) => {
    response.end(readFileSync(join(directory, "mnist", request.url ?? "")));
  };
}

describe("loadMnist", () => {
  it("reads the real digits from a directory", async (context) => {
    const { train, test } = await loadMnist({ directory: realData(context, TRAIN_IMAGES), download: false });
    expect(train.images.shape).toEqual([60_000, 28, 28]);
    expect(test.images.shape).toEqual([10_000, 28, 28]);
    expect(Object.getPrototypeOf(train.images.data)).toBe(Uint8Array.prototype);
    expect([...train.labels.data.slice(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect([...test.labels.data.slice(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    expect(counts(train.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(counts(test.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect(mean(train.images)).toBeCloseTo(33.3184, 4);
    expect(mean(test.images)).toBeCloseTo(33.7912, 4);
  });

  it("downloads into the cache, replaces a damaged copy there, and needs no network afterwards", async (context) => {
    const { url, requests } = await serve(files(realData(context, TRAIN_IMAGES)));
    vi.stubEnv("KL_TO_VAE_MNIST_MIRRORS", url.slice(0, -1));
    const cache = join(process.env["KL_TO_VAE_CACHE"] ?? "", "data", "mnist");
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, mnist.files[3].name), "damaged");
    await loadMnist();
    expect(requests.map(({ path }) => path)).toEqual(mnist.files.map(({ name }) => `/${name}`));
    const { test } = await loadMnist({ download: false });
    expect(test.labels.shape).toEqual([10_000]);
  });

  it("reads KL_TO_VAE_DATA, with plain files lying directly in it", async (context) => {
    const real = realData(context, TRAIN_IMAGES);
    const directory = temporaryDirectory();
    for (const { name } of mnist.files) {
      const compressed = readFileSync(join(real, "mnist", name));
      writeFileSync(join(directory, name.replace(".gz", "")), gunzipSync(compressed));
    }
    vi.stubEnv("KL_TO_VAE_DATA", directory);
    const { test } = await loadMnist({ download: false });
    expect([...test.labels.data.slice(0, 3)]).toEqual([7, 2, 1]);
  });

  it("does not take Fashion-MNIST's files, which have the same names, for MNIST's", async (context) => {
    const real = realData(context, "fashion-mnist/t10k-images-idx3-ubyte.gz");
    const directory = join(temporaryDirectory(), "files");
    mkdirSync(directory);
    for (const { name } of mnist.files.slice(2)) {
      copyFileSync(join(real, "fashion-mnist", name), join(directory, name));
    }
    copyFileSync(join(directory, mnist.files[3].name), join(directory, mnist.files[1].name));
    copyFileSync(join(directory, mnist.files[2].name), join(directory, mnist.files[0].name));
    const attempt = loadMnist({ directory, download: false });
    await expect(attempt).rejects.toThrow(DownloadError);
    await expect(attempt).rejects.toThrow(/Passed over: .*belongs to another data set/);
  });

  it("says what it tried and how to provide the files", async () => {
    const { url } = await serve(status(404));
    vi.stubEnv("KL_TO_VAE_MNIST_MIRRORS", `${url}, http://127.0.0.1:9/`);
    const attempt = loadMnist();
    await expect(attempt).rejects.toThrow(DownloadError);
    await expect(attempt).rejects.toThrow(`${url}: answered 404`);
    await expect(attempt).rejects.toThrow("http://127.0.0.1:9/: ");
    await expect(attempt).rejects.toThrow("npm run data -- mnist --from DIR");
    await expect(attempt).rejects.toThrow("KL_TO_VAE_DATA=DIR");
  });

  it("never asks the network when KL_TO_VAE_OFFLINE is 1", async () => {
    const { url, requests } = await serve(status(404));
    vi.stubEnv("KL_TO_VAE_MNIST_MIRRORS", url);
    vi.stubEnv("KL_TO_VAE_OFFLINE", "1");
    await expect(loadMnist()).rejects.toThrow(/KL_TO_VAE_OFFLINE is 1/);
    expect(requests).toEqual([]);
  });

  it("refuses a directory that does not exist, and mirrors that are no addresses", async () => {
    const nowhere = join(temporaryDirectory(), "nowhere");
    await expect(loadMnist({ directory: nowhere })).rejects.toThrow(InvalidArgumentError);
    vi.stubEnv("KL_TO_VAE_DATA", nowhere);
    await expect(loadMnist()).rejects.toThrow(/KL_TO_VAE_DATA names .*nowhere, which is not a directory/);
    vi.stubEnv("KL_TO_VAE_DATA", "");
    vi.stubEnv("KL_TO_VAE_MNIST_MIRRORS", "file:///etc");
    await expect(loadMnist()).rejects.toThrow(/not an http address/);
  });
});

describe("loadFashionMnist", () => {
  it("reads the real test set, and the training set only if it is there", async (context) => {
    const directory = realData(context, "fashion-mnist/t10k-images-idx3-ubyte.gz");
    const { train, test, names } = await loadFashionMnist({ directory, download: false });
    expect(test.images.shape).toEqual([10_000, 28, 28]);
    expect([...test.labels.data.slice(0, 10)]).toEqual([9, 2, 1, 1, 6, 1, 4, 6, 5, 7]);
    expect(counts(test.labels)).toEqual(new Array(10).fill(1000));
    expect(mean(test.images)).toBeCloseTo(73.1466, 4);
    expect(names[9]).toBe("Ankle boot");
    expect(train !== undefined).toBe(existsSync(join(directory, "fashion-mnist/train-images-idx3-ubyte.gz")));
  });

  it("insists on the training set when it is asked for", async (context) => {
    const directory = realData(context, "fashion-mnist/t10k-images-idx3-ubyte.gz");
    if (existsSync(join(directory, "fashion-mnist/train-images-idx3-ubyte.gz"))) context.skip("it is there");
    const attempt = loadFashionMnist({ directory, download: false, train: true });
    await expect(attempt).rejects.toThrow(/train-images-idx3-ubyte.gz of Fashion-MNIST is not here/);
  });
});

describe("loadFreyFace", () => {
  it("reads the real frames", async (context) => {
    const { images, labels } = await loadFreyFace({
      directory: realData(context, "frey-face/frey-face-idx3-ubyte.gz"),
    });
    expect(images.shape).toEqual([1965, 28, 20]);
    expect([...images.data.slice(0, 8)]).toEqual([81, 136, 167, 185, 187, 193, 203, 222]);
    expect(mean(images)).toBeCloseTo(154.4609, 4);
    expect(labels).toBeUndefined();
  });

  it("says that there is no public download", async () => {
    await expect(loadFreyFace()).rejects.toThrow(
      /Frey Face has no public download(.|\n)*frey-face --from DIR/,
    );
  });
});
