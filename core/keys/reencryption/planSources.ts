import type { Plan } from "../../reconcile/subject.ts";
import { encryptedThing } from "../encryptedThing.ts";
import type { ActualReencryption, GovernedReencryption } from "./governedReencryption.ts";
import type { KnownOfWork } from "./planLoads.ts";
import { sourceEntry, workNote } from "./reencryptionNotes.ts";
import type { RewriteStep } from "./reencryptionStep.ts";

/** The data sources whose credentials are under another key than the default one. What they are is looked up by `lookUp`. */
export function planSources(
  { defaultKey }: GovernedReencryption,
  { keys }: ActualReencryption,
  { journal, since, closed }: KnownOfWork,
): Pick<Plan<RewriteStep>, "steps" | "notices"> {
  const steps: RewriteStep[] = [];
  const notices: string[] = [];
  for (const [arn, held] of keys) {
    const { kind, id } = encryptedThing(arn);
    const from = held.filter((key) => key !== defaultKey);
    if (kind !== "datasource" || from.length === 0) continue;
    const under = from.join(" and ");
    const note = workNote(journal, sourceEntry(id), since);
    if (note?.state === "refused") {
      notices.push(
        `the credentials of data source ${id} are under ${under} and were not written again (${note.reason ?? "no reason"}): whoever may read its secret updates it as it is`,
      );
      continue;
    }
    if (note?.state === "done") {
      notices.push(
        `the credentials of data source ${id} were written again, and QuickSight keeps a grant for them on ${under}`,
      );
      continue;
    }
    if (closed.leaves(arn, `data source ${id}`)) continue;
    const reason = `its credentials are under ${under}`;
    steps.push({ kind: "rewrite", dataSource: { arn, id }, from, reason });
  }
  return { steps, notices };
}
