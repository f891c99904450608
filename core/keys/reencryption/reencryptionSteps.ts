import type { LimitFunction } from "p-limit";
import type { StepTable } from "../../reconcile/subject.ts";
import type { GovernedReencryption } from "./governedReencryption.ts";
import { nameDataSet } from "./nameDataSet.ts";
import { defaultEntry } from "./reencryptionNotes.ts";
import type { ReencryptionStep } from "./reencryptionStep.ts";
import { refreshDataSet } from "./refreshDataSet.ts";
import { rewriteDataSource } from "./rewriteDataSource.ts";

/** @param slots lets as many loads at once as may be under way */
export function reencryptionSteps(
  slots: LimitFunction,
): StepTable<ReencryptionStep, GovernedReencryption> {
  return {
    adopt: {
      takes: false,
      describe: ({ defaultKey }) => `+ ${defaultKey} as the key that loads count under`,
      perform: (_api, { defaultKey }, { remember, at }) =>
        remember(defaultEntry, { key: defaultKey, at }),
    },
    mismatch: {
      takes: false,
      describe: ({ wanted }) => `? everything in SPICE under ${wanted}`,
      perform: (_api, { found, wanted }) =>
        Promise.reject(
          new Error(
            `${found ?? "no key of yours"} is the default key and not ${wanted}, so nothing was loaded; register it as account.keys says, and run it again`,
          ),
        ),
    },
    refresh: {
      takes: false,
      describe: ({ dataSet }) => `~ ${nameDataSet(dataSet)}, loaded in full`,
      perform: (api, step, context) =>
        slots(() => {
          context.signal.throwIfAborted();
          return refreshDataSet(api, step, context);
        }),
    },
    rewrite: {
      takes: false,
      describe: ({ dataSource }) => `~ data source ${dataSource.id}, written again as it is`,
      perform: rewriteDataSource,
    },
  };
}
