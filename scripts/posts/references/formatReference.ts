import type { ElementContent } from "hast";
import { h } from "hastscript";
import type { Person, Reference } from "./readReferences.js";

/** "Kingma, D. P. and Welling, M. (2014). Title. *Journal*, 11(1), 95–103." with a link to the work. */
export function formatReference(reference: Reference): ElementContent[] {
  const address = addressOf(reference);
  const title =
    address === undefined ? reference.title : h("a", { href: address, rel: "noopener" }, reference.title);
  return [
    ...text(`${listOf(reference.author.map(formalName))}${yearOf(reference)}`),
    h("span", { className: "reference-title" }, title),
    ...text(". "),
    ...placeOf(reference),
  ];
}

/** "Kingma & Welling (2014). Title": what the pointer shows over a citation. */
export function shortReference(reference: Reference): string {
  const names = reference.author.map((author) => author.family ?? author.literal ?? "");
  const who = names.length > 2 ? `${names[0] ?? ""} et al.` : names.join(" & ");
  return `${who}${yearOf(reference)}${reference.title}`.trim();
}

function placeOf(reference: Reference): ElementContent[] {
  const container = reference["container-title"];
  const issue = reference.issue === undefined ? "" : `(${reference.issue})`;
  const numbers = [`${reference.volume ?? ""}${issue}`, reference.page?.replace(/-+/g, "–") ?? ""].filter(
    (part) => part !== "",
  );
  const after = [...numbers, ...(reference.publisher === undefined ? [] : [reference.publisher])].join(", ");
  if (container === undefined) return after === "" ? [] : text(`${after}.`);
  return [h("cite", container), ...text(after === "" ? "." : `, ${after}.`)];
}

function yearOf(reference: Reference): string {
  const year = reference.issued?.["date-parts"][0][0];
  return year === undefined ? ". " : ` (${year}). `;
}

function formalName(author: Person): string {
  if (author.family === undefined) return author.literal ?? author.given ?? "";
  const initials = (author.given ?? "").split(/[\s.]+/).filter((part) => part !== "");
  return [author.family, initials.map((part) => `${part.charAt(0)}.`).join(" ")]
    .filter((part) => part !== "")
    .join(", ");
}

function listOf(names: string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

function addressOf(reference: Reference): string | undefined {
  if (reference.DOI !== undefined) return `https://doi.org/${encodeURI(reference.DOI)}`;
  return reference.URL !== undefined && /^https?:/i.test(reference.URL) ? reference.URL : undefined;
}

function text(value: string): ElementContent[] {
  return [{ type: "text", value }];
}
