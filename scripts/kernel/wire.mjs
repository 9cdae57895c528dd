import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/**
 * Jupyter's wire protocol: routing identities, a delimiter, an HMAC-SHA-256 signature, then four JSON frames.
 * https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 *
 * @typedef {{ msg_id: string, msg_type: string, session: string, username: string, date: string, version: string }} Header
 * @typedef {Record<string, unknown>} Content
 * @typedef {{ identities: Buffer[], header: Header, parent_header: Partial<Header>, metadata: Content, content: Content }} Message
 * @typedef {{ transport: string, ip: string, key: string, signature_scheme: string, shell_port: number, iopub_port: number,
 *   stdin_port: number, control_port: number, hb_port: number }} Connection
 */

export const PROTOCOL_VERSION = "5.3";
const DELIMITER = "<IDS|MSG>";

/** Kept from cells that put functions of their own in their place. */
const { parse, stringify } = JSON;

/**
 * @param {string} type
 * @param {Content} content
 * @param {{ session: string, parent?: Partial<Header>, identities?: Buffer[] }} context
 * @returns {Message}
 */
export function createMessage(type, content, { session, parent = {}, identities = [] }) {
  const header = {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: "kl-to-vae",
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
  return { identities, header, parent_header: parent, metadata: {}, content };
}

/**
 * The frames of a message, signed.
 * @param {Message} message
 * @param {string} key
 * @returns {(Buffer | string)[]}
 */
export function encodeMessage(message, key) {
  const { header, parent_header, metadata, content } = message;
  const parts = [header, parent_header, metadata, content].map((part) => stringify(part));
  return [...message.identities, DELIMITER, sign(parts, key), ...parts];
}

/**
 * Reads a message back; throws where it is malformed or signed with another key.
 * @param {Buffer[]} frames
 * @param {string} key
 * @returns {Message}
 */
export function decodeMessage(frames, key) {
  const at = frames.findIndex((frame) => frame.toString("latin1") === DELIMITER);
  const parts = frames.slice(at + 2, at + 6);
  if (at < 0 || parts.length < 4) throw new Error("A message on the wire has no delimiter or misses parts.");
  const signature = frames[at + 1]?.toString("latin1") ?? "";
  if (!sameText(signature, sign(parts, key)))
    throw new Error("A message on the wire is not signed with this kernel's key.");
  const [header, parent, metadata, content] = parts.map(
    (part) => /** @type {unknown} */ (parse(part.toString("utf8"))),
  );
  return {
    identities: frames.slice(0, at),
    header: /** @type {Header} */ (header),
    parent_header: /** @type {Partial<Header>} */ (parent),
    metadata: /** @type {Content} */ (metadata),
    content: /** @type {Content} */ (content),
  };
}

/**
 * The address of one of the five channels.
 * @param {Connection} connection
 * @param {number} port
 * @returns {string}
 */
export function channelAddress({ transport, ip }, port) {
  return transport === "ipc" ? `ipc://${ip}-${port}` : `${transport}://${ip}:${port}`;
}

/**
 * @param {(string | Buffer)[]} parts
 * @param {string} key
 */
function sign(parts, key) {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

/**
 * @param {string} a
 * @param {string} b
 */
function sameText(a, b) {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
