const format = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** `2026-03-14` → "14 March 2026", wherever the page is made. */
export function formatDate(date: string): string {
  return format.format(new Date(`${date}T00:00:00Z`));
}
