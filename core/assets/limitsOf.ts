import type { KindRow } from "./kindRow.ts";

/** How much one call may ask for: the defaults are those of most kinds (QuickSight API model). */
export function limitsOf({ limits }: KindRow): { readonly page: number; readonly changes: number } {
  return { page: 100, changes: 100, ...limits };
}
