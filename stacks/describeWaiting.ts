import { nameSome } from "@quicksight-governance/core/aws";
import { type DeclaredAsset, describeLate } from "@quicksight-governance/core/data";
import { nameFew } from "@quicksight-governance/core/reconcile";
import { declaredIdOf, type Problem } from "@quicksight-governance/core/settings";
import type { TenantSettings } from "./settings.ts";

/** What people still see of one data set: as much as a person reads. */
const mostNamed = 20;

/**
 * Says which data sets stay as the stack has them, and of each what people still see that the settings take from them: as mistakes, which
 * end an update, as nothing that was taken may seem to be.
 *
 * @param kept     the data sets that stay
 * @param assets   all data as the settings have it
 * @param recorded as the stack has it
 */
export function describeWaiting(
  kept: TenantSettings["dataSets"],
  namespace: string,
  assets: readonly DeclaredAsset[],
  recorded: readonly DeclaredAsset[],
): Problem[] {
  const found = Object.keys(kept).map((name) => {
    const id = declaredIdOf(namespace, name);
    const isIt = (asset: DeclaredAsset) => asset.kind === "data-set" && asset.id === id;
    const [wanted, now] = [assets.find(isIt), recorded.find(isIt)];
    const late = wanted === undefined || now === undefined ? [] : describeLate(wanted, now);
    return { name, late };
  });
  const names = found.filter(({ late }) => late.length === 0).map(({ name }) => name);
  const message = `what the stack has of ${nameSome(names)} stays as it is until it can be declared, rules of rows and columns too`;
  return [
    ...(names.length === 0 ? [] : [{ where: "tenant.dataSets", message }]),
    ...found
      .filter(({ late }) => late.length > 0)
      .map(({ name, late }) => ({
        where: `tenant.dataSets.${name}`,
        message: `stays as it is until it can be declared, so that rights which these settings take still hold: ${nameFew(late, mostNamed)}; put right what it waits for, or take the group out of it`,
      })),
  ];
}
