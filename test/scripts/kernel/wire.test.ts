import { describe, expect, it } from "vitest";
import { createMessage, decodeMessage, encodeMessage } from "../../../scripts/kernel/wire.mjs";

const message = createMessage(
  "execute_request",
  { code: "“1” + 1" },
  { session: "s", identities: [Buffer.from([0, 1])] },
);
const frames = (): Buffer[] => encodeMessage(message, "key").map((frame) => Buffer.from(frame));

describe("the wire format", () => {
  it("gives back what went in", () => {
    expect(decodeMessage(frames(), "key")).toEqual(message);
  });

  it("refuses a message signed with another key", () => {
    expect(() => decodeMessage(frames(), "other")).toThrow("not signed with this kernel's key");
  });

  it("refuses a message that was changed on its way", () => {
    const changed = frames().map((frame, i) => (i === 6 ? Buffer.from(`{"code":"2"}`) : frame));
    expect(() => decodeMessage(changed, "key")).toThrow("not signed");
  });

  it("refuses frames without a delimiter", () => {
    expect(() => decodeMessage([Buffer.from("x")], "key")).toThrow("no delimiter");
  });
});
