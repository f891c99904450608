import { randomUUID } from "node:crypto";
import { CreateIngestionCommand, LimitExceededException } from "@aws-sdk/client-quicksight";
import type { FollowedKind } from "../aws/standing.ts";
import { countByHand, mostByHand } from "../assets/countByHand.ts";
import { judgeLoads, type Loading } from "./judgeLoads.ts";
import { readLoads } from "../assets/readLoads.ts";

/**
 * How long a load is waited for, in milliseconds: half an hour, as a role that a pipeline assumes has its credentials for one hour
 * unless somebody asked for more. Large tables take longer, and then nothing is wrong: the next run looks again.
 */
const patience = 30 * 60_000;

const tooManyByHand = `QuickSight takes ${mostByHand} loads by hand of a data set in 24 hours, and these are used up: run it again later, or have the next change load it`;

const reasons = {
  failed: "once more, as it failed before",
  missing: "by hand, as QuickSight shows no load of the change",
};

/** Loads into SPICE: CreateDataSet and UpdateDataSet answer at once, and what becomes of the data is in ListIngestions. */
function loadsOf(loading: Loading, more: Pick<FollowedKind, "tooLong" | "everyChange">): FollowedKind {
  return {
    task: (displayName) =>
      `loading ${loading === "rules" ? "the rules of " : ""}data set ${displayName}`,
    limit: patience,
    ...more,
    atOnce: false,
    look: async (client, { accountId, subject, displayName }) =>
      judgeLoads(await readLoads(client, accountId, subject), { displayName, loading }),
    again: async (client, { accountId, subject }, why) => {
      const count = countByHand(await readLoads(client, accountId, subject), Date.now());
      if (count >= mostByHand) return { problem: tooManyByHand };
      try {
        await client.send(
          new CreateIngestionCommand({
            AwsAccountId: accountId,
            DataSetId: subject,
            IngestionId: randomUUID(),
            IngestionType: "FULL_REFRESH",
          }),
        );
      } catch (error) {
        // Others may have loaded it meanwhile, and a Standard edition takes fewer.
        if (error instanceof LimitExceededException) return { problem: tooManyByHand };
        throw error;
      }
      return {
        said: `${reasons[why]} (load ${count + 1} of ${mostByHand} by hand in 24 hours)`,
      };
    },
  };
}

/** The rows of a data set. */
export const loads = loadsOf("rows", {});

/** The rules about the rows of a data set: until they are loaded, access is not what was declared. */
export const ruleLoads = loadsOf("rules", {
  everyChange: true,
  tooLong: "the old rules are in force until it ends; run it again to follow it",
});
