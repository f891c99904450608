import type { LastUpdate } from "../access/index.ts";
import type { TenantSettings } from "../settings/index.ts";

/** The group that people who registered themselves had, where they are to have another, or none. */
export function formerNewcomers(
  { landing }: Pick<TenantSettings, "landing">,
  { newcomers }: LastUpdate,
): { readonly newcomersBefore?: readonly string[] } {
  return newcomers === undefined || newcomers === landing?.newcomers
    ? {}
    : { newcomersBefore: [newcomers] };
}
