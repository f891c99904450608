import * as pulumi from "@pulumi/pulumi";
import { defaultGuard } from "../../../core/settings/guardSettings.ts";
import { AssetAccess } from "../../../providers/assetAccess.ts";
import { Completion } from "../../../providers/completion.ts";
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

/** Arguments of a completion of a load. */
export function loadOf(dataSetId: string) {
  return {
    ...({ kind: "load", accountId: scope.accountId, region: "eu-west-1" } as const),
    ...{ subject: dataSetId, displayName: "Sales", definition: "1", wanted: "loaded" },
  };
}

/** The serialised providers: what the engine hands back to the host with every call. */
export async function storedProviders(): Promise<{
  roster: string;
  access: string;
  completion: string;
}> {
  const place = { scope, dataRegion: scope.identityRegion, guard: defaultGuard };
  const [access, completion, roster] = await storedInputs(() => [
    new AssetAccess("access", { ...place, grants: [] }),
    new Completion("completion", loadOf("sales")),
    new Roster("roster", { governed: govern([]) }),
  ]);
  if (access === undefined || completion === undefined || roster === undefined)
    throw new Error("nothing was declared");
  return {
    access: access.__provider,
    completion: completion.__provider,
    roster: roster.__provider,
  };
}
