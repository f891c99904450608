import { readServiceRole, setServiceRole } from "@quicksight-governance/core/account";
import { createQuickSight } from "@quicksight-governance/core/aws";
import { withPlainErrors } from "./plainError.ts";
import { diffStored, stateOf, type Stored } from "./stored.ts";

/** What a ServiceRole resource holds, as inputs and as state alike. */
export interface ServiceRoleState {
  readonly accountId: string;
  readonly identityRegion: string;
  /** Empty, in a state that was read: QuickSight uses roles of its own. */
  readonly roleArn: string;
}

/** What differs. Another account is another resource; the role is changed in place. */
export function diffServiceRole(
  olds: Stored<ServiceRoleState>,
  news: Stored<ServiceRoleState>,
): { changes: boolean; replaces: string[] } {
  return diffStored<ServiceRoleState>(olds, news, ["accountId"]);
}

/** Lets QuickSight use the role; writes nothing where it does already. */
export function createServiceRole(
  news: Stored<ServiceRoleState>,
  profile: string | undefined,
): Promise<{ id: string; outs: ServiceRoleState }> {
  const { accountId, roleArn } = news;
  return withPlainErrors(`setting ${roleArn} as the service role of ${accountId}`, async () => {
    await withClient(news, profile, async (client) => {
      if ((await readServiceRole(client, accountId)) === roleArn) return;
      await setServiceRole(client, accountId, roleArn);
    });
    return { id: accountId, outs: stateOf(news) };
  });
}

/** The role that QuickSight uses now: one that somebody set by hand is shown in the preview and set right. */
export function readServiceRoleState(
  id: string,
  props: Stored<ServiceRoleState>,
  profile: string | undefined,
): Promise<{ id: string; props: ServiceRoleState }> {
  return withPlainErrors(`reading the service role of ${props.accountId}`, async () => {
    const roleArn = await withClient(props, profile, (client) =>
      readServiceRole(client, props.accountId),
    );
    return { id, props: { ...props, roleArn: roleArn ?? "" } };
  });
}

async function withClient<T>(
  { identityRegion: region }: ServiceRoleState,
  profile: string | undefined,
  ask: (client: ReturnType<typeof createQuickSight>) => Promise<T>,
): Promise<T> {
  const client = createQuickSight(profile === undefined ? { region } : { region, profile });
  try {
    return await ask(client);
  } finally {
    client.destroy();
  }
}
