import type { QuickSightOptions } from "../aws/createQuickSight.ts";
import { checkAccount } from "./checkAccount.ts";

/**
 * The identity Region of an account that can be governed: see {@link checkAccount}, for callers that end at the first problem.
 *
 * @throws when the account cannot be governed; it says why and what to do
 */
export async function requireAccount(
  accountId: string,
  options: QuickSightOptions,
  configured?: string,
): Promise<string> {
  const { identityRegion, problems } = await checkAccount(accountId, options, configured);
  if (problems.length === 0) return identityRegion;
  throw new Error(
    `this account cannot be governed; nothing was written: ${problems.map(({ where, message }) => `${where}: ${message}`).join("; ")}`,
  );
}
