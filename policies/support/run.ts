import type { Selection } from "../general/selection.ts";
import type { Stack } from "../things/stack.ts";
import type { Exemption } from "./exemption.ts";
import { Shared } from "./shared.ts";

/** What the pack keeps in mind while the engine asks it; a preview or an update is one process of the host. */
export const run = {
  /** The things of the resource that is judged now. */
  resource: new Shared<Stack>(),
  /** The stack that is judged now. */
  stack: new Shared<Stack>(),
  /** URNs of what the program declares; the engine does not ask about what it only reads (`.get`). */
  declared: new Set<string>(),
  /** Whether the engine has named the provider of a resource, as it does for each but components. */
  namesProviders: false,
  /** What each policy has said of single resources since the stack was judged last. */
  said: new Map<string, Set<string>>(),
  /** Which policies the stack was asked of: the others are disabled. */
  asked: new Set<string>(),
  /** Which exemptions were used. */
  exempted: [] as { policy: string; thing: string; exemption: Exemption }[],
  /** Which policies judge, when the configuration chooses. */
  selection: undefined as Selection | undefined,
};

/** Begins anew, as a new process of the host would. */
export function forgetRun(): void {
  run.resource = new Shared();
  run.stack = new Shared();
  run.declared.clear();
  run.namesProviders = false;
  run.said.clear();
  run.asked.clear();
  run.exempted.length = 0;
  run.selection = undefined;
}

/**
 * Notes that the engine names providers, with the first resource that has one. What was judged before had none: components, of which
 * nothing is kept (see `noteEarlier`).
 */
export function noteProvider(provider: object | undefined): void {
  if (provider === undefined || run.namesProviders) return;
  run.namesProviders = true;
  run.resource = new Shared();
}
