import * as pulumi from "@pulumi/pulumi";
import { defaultGuard } from "../../../core/settings/guardSettings.ts";
import { AssetAccess } from "../../../providers/assetAccess.ts";
import { Roster } from "../../../providers/roster.ts";
import type { Bag } from "../../support/dynamicHost.ts";
import { govern } from "../../support/govern.ts";
import { scope } from "../../support/simulatedNamespace.ts";

/** The inputs of a dynamic resource as the engine gets them and keeps them: with the serialised provider. */
export type StoredInputs = Bag & { readonly __provider: string };

/** Declares resources in a program and returns what each puts into the state, in the order of their names. */
export async function storedInputs(declare: () => unknown): Promise<StoredInputs[]> {
  const stored: { name: string; inputs: StoredInputs }[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => {
      stored.push({ name, inputs: inputs as StoredInputs });
      return { id: name, state: inputs as Bag };
    },
    call: () => ({}),
  });
  declare();
  await pulumi.runtime.disconnect();
  return stored.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ inputs }) => inputs);
}

/** The serialised providers: what the engine hands back to the host with every call. */
export async function storedProviders(): Promise<{ roster: string; access: string }> {
  const place = { scope, dataRegion: scope.identityRegion, guard: defaultGuard };
  const [access, roster] = await storedInputs(() => [
    new AssetAccess("access", { ...place, grants: [] }),
    new Roster("roster", { governed: govern([]) }),
  ]);
  if (access === undefined || roster === undefined) throw new Error("nothing was declared");
  return { access: access.__provider, roster: roster.__provider };
}
