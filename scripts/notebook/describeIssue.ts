import type { z } from "zod";

/** The first thing wrong with a value: where it is and what was expected. A notebook's cells are counted from 1. */
export function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return error.message;
  const [first, index, ...rest] = issue.path;
  const inCell = first === "cells" && typeof index === "number";
  const place = inCell ? [`cell ${index + 1}`, ...rest.map(String)] : issue.path.map(String);
  return place.length === 0 ? issue.message : `${place.join(", ")}: ${issue.message}`;
}
