/** The day in UTC of a time: `2026-11-29`. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
