import { accessSubject, foldersSubject } from "@quicksight-governance/core/access";
import type { Answer } from "./answer.ts";
import { log } from "./log.ts";
import { openTenant } from "./openTenant.ts";
import type { FunctionContext, TenantRequest } from "./request.ts";
import { runSubject } from "./runSubject.ts";

/**
 * Makes what the groups of a namespace open what its stack has published: access first, then folders, as `qsgov apply` does. What was declared
 * before and is not any more only the stack knows, and takes.
 *
 * Environment and errors as those of `reconcilePeople`.
 */
export async function handler(request: TenantRequest, context: FunctionContext): Promise<Answer> {
  const call = { request, context, started: new Date() };
  log.appendKeys({ request: context.awsRequestId });
  const tenant = await openTenant(request.namespace, "access");
  const { access, folders } = tenant;
  let last = nothingOf(request.namespace);
  if (access !== undefined) last = await runSubject(accessSubject, access, tenant, call);
  if (folders === undefined || last.outcome !== "done") return last;
  const after = await runSubject(foldersSubject, folders, tenant, { ...call, started: new Date() });
  return { ...after, done: last.done + after.done, notices: [...last.notices, ...after.notices] };
}

/** Of a tenant whose settings give nothing. */
const nothingOf = (namespace: string): Answer => ({
  ...{ namespace, subject: "access", outcome: "done", continue: false, done: 0 },
  ...{ error: "", message: "", notices: [] },
});
