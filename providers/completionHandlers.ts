import { ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import {
  createQuickSight,
  describeError,
  type FollowedKind,
  type Standing,
} from "@quicksight-governance/core/aws";
import { completeInStack } from "./completeInStack.ts";
import { completionKinds } from "./completionKinds.ts";
import { type CompletionState, identityFields } from "./completionState.ts";
import { withPlainErrors } from "./plainError.ts";
import { diffStored, type ProviderContext, stateOf, type Stored } from "./stored.ts";

/** What differs, and whether it makes another resource. */
export function diffCompletion(
  olds: Stored<CompletionState>,
  news: Stored<CompletionState>,
): { changes: boolean; replaces: string[] } {
  return diffStored<CompletionState>(olds, news, identityFields);
}

/**
 * Follows what is there to its end. Where that was made long ago, as by a version that did not follow it, nothing is begun anew that
 * costs something: the newest that there is counts.
 */
export function createCompletion(
  news: Stored<CompletionState>,
  context: ProviderContext,
): Promise<{ id: string; outs: CompletionState }> {
  return withPlainErrors(taskOf(news), async () => {
    const id = idOf(news);
    const outs = await completeInStack(id, news, undefined, context);
    return { id, outs: stateOf(outs) };
  });
}

/** Follows what was changed to its end, and has AWS do again what went wrong before. */
export function updateCompletion(
  id: string,
  olds: Stored<CompletionState>,
  news: Stored<CompletionState>,
  context: ProviderContext,
): Promise<{ outs: CompletionState }> {
  return withPlainErrors(taskOf(news), async () => ({
    outs: stateOf(await completeInStack(id, news, olds, context)),
  }));
}

/**
 * How it stands now. What is under way is not waited for, and is no difference: a schedule loads data sets as well. What cannot be
 * looked at is one, so that the update fails with it, after all that goes before, and not the refresh, which would stop everything.
 * So is a change that nobody followed, of another hand or of a run that was killed: what puts it back is to be followed as well.
 */
export async function readCompletion(
  id: string,
  props: Stored<CompletionState>,
  { profile }: ProviderContext,
): Promise<{ id: string; props?: CompletionState; inputs?: CompletionState }> {
  const kind: FollowedKind = completionKinds[props.kind];
  const client = createQuickSight({ region: props.region, profile });
  let found: Standing;
  try {
    found = await kind.look(client, props);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return { id: "" };
    found = { is: "wrong", text: `not known: ${describeError(error)}`, mark: props.mark ?? "" };
  } finally {
    client.destroy();
  }
  const standing = found.is === "running" ? props.standing : found.text;
  const change = found.change ?? props.change;
  const isFollowed = props.change === undefined || change === props.change;
  const definition = isFollowed
    ? props.definition
    : `changed since by what no run has followed (load ${change})`;
  const read = stateOf({
    ...{ ...props, definition, standing, mark: found.mark },
    ...(change === undefined ? {} : { change }),
  });
  return { id, props: read, inputs: read };
}

/** What an error is about. */
function taskOf({ kind, displayName, subject }: CompletionState): string {
  return `${completionKinds[kind].task(displayName)}${subject === "" ? "" : ` (${subject})`}`;
}

function idOf({ kind, accountId, region, subject }: CompletionState): string {
  return [kind, accountId, region, subject].filter(Boolean).join("/");
}
