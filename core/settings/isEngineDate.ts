/**
 * True for what the engine hands on in place of a date or a time that stands in a stack's file without quotes: as Go writes one, with an
 * offset and the name of a zone, or the offset once more. What was written cannot be told from it: `2026-01-31` and `2026-1-31` are one.
 */
export function isEngineDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? [+-]\d{4} [A-Z0-9+-]+$/.test(text);
}
