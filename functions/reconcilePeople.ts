import { peopleSubject } from "@quicksight-governance/core/people";
import type { Answer } from "./answer.ts";
import { log } from "./log.ts";
import { openTenant } from "./openTenant.ts";
import type { FunctionContext, TenantRequest } from "./request.ts";
import { runSubject } from "./runSubject.ts";

/**
 * Makes the people of a namespace what its stack has published, from the membership file as it is now.
 *
 * Environment: `AWS_REGION` (Lambda sets it), `PARAMETER_PREFIX` (default `/quicksight-governance`).
 *
 * @throws {FileMistakes} when the file has mistakes, {LockBusy} when another run goes on for too long, {OutOfTime} when nothing could be written
 * in the time that there was; else as AWS's calls do
 */
export async function handler(request: TenantRequest, context: FunctionContext): Promise<Answer> {
  const started = new Date();
  log.appendKeys({ request: context.awsRequestId });
  const tenant = await openTenant(request.namespace, "people");
  const { governed: desired, regions } = tenant;
  return runSubject(peopleSubject, { desired, regions }, tenant, { request, context, started });
}
