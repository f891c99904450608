import type { Role } from "../../settings/role.ts";

/** What the prices are, and where they are from. */
export const priceSource = {
  /** The month that they were written down for. */
  of: "2026-10",
  from: "https://aws.amazon.com/quicksight/pricing/",
} as const;

/**
 * List prices of AWS for a user of the Enterprise edition, in USD a month, month by month. An administrator is charged as an author. What is not
 * in them: discounts by annual subscription, sessions bought as capacity, SPICE, and what an account with Pro users pays besides as a whole.
 */
export const monthlyPrices: Readonly<Record<Role, number>> = {
  READER: 3,
  READER_PRO: 20,
  AUTHOR: 24,
  AUTHOR_PRO: 40,
  ADMIN: 24,
  ADMIN_PRO: 40,
};
