import { proposePlan } from "@quicksight-governance/core/people";
import { governTenant } from "../governTenant.ts";
import { identify } from "../identify.ts";
import { loadTenant } from "../loadTenant.ts";
import { parseTenantOptions } from "../parseTenantOptions.ts";
import { planDocument } from "../planDocument.ts";
import { printVerdict } from "../printVerdict.ts";
import { tenantNotices } from "../tenantNotices.ts";
import { withClients } from "../withClients.ts";

/** `qsgov plan`: prints what would change, and writes nothing. Returns 0 for nothing, 2 for changes, 3 for a refusal. */
export async function plan(args: readonly string[]): Promise<number> {
  const options = parseTenantOptions("plan", args);
  const tenant = await loadTenant(options);
  const { access, account, settings } = tenant;
  const identity = await identify(options.account, access);
  const { verdict, region } = await withClients(
    { accountId: identity.accountId, access, identityRegion: account?.identityRegion },
    async (clients, region) => {
      const governed = governTenant(tenant, identity, region);
      return { region, verdict: await proposePlan(clients, governed, options.approvals) };
    },
  );
  const notices = [...tenantNotices(tenant, identity), ...verdict.plan.notices];
  const { namespace } = settings;
  if (options.json) {
    console.log(JSON.stringify(planDocument("plan", namespace, verdict, notices), null, 2));
  } else {
    const title = `namespace ${namespace} of account ${identity.accountId}, ${region}`;
    printVerdict(title, verdict, notices, args);
  }
  if (verdict.refusal !== undefined) return 3;
  return verdict.plan.operations.length === 0 ? 0 : 2;
}
