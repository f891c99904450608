import type { LimitFunction } from "p-limit";
import type { StepTable } from "../../reconcile/subject.ts";
import { cancelLoads } from "./cancelLoads.ts";
import type { GovernedReencryption } from "./governedReencryption.ts";
import { nameDataSet } from "./nameDataSet.ts";
import { defaultEntry } from "./reencryptionNotes.ts";
import type { FindClosed } from "./readReencryption.ts";
import type { ReencryptionStep } from "./reencryptionStep.ts";
import { requireOpen } from "./requireOpen.ts";
import { refreshDataSet } from "./refreshDataSet.ts";
import { rewriteDataSource } from "./rewriteDataSource.ts";

/**
 * @param slots      lets as many loads at once as may be under way
 * @param findClosed asked again before each load, and while it goes on: a key may be revoked meanwhile
 */
export function reencryptionSteps(
  slots: LimitFunction,
  findClosed: FindClosed,
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
    closed: {
      takes: false,
      describe: ({ defaultKey }) => `? everything in SPICE under ${defaultKey}`,
      perform: (_api, { defaultKey, why }) =>
        Promise.reject(
          new Error(
            `${defaultKey} is the default key and closed to QuickSight (${why}), so nothing was loaded under it; restore it first (npx qsgov restore ${defaultKey}), and run it again`,
          ),
        ),
    },
    cancel: {
      takes: false,
      describe: ({ dataSet }) => `- load of ${nameDataSet(dataSet)}, cancelled`,
      perform: cancelLoads,
    },
    refresh: {
      takes: false,
      describe: ({ dataSet }) => `~ ${nameDataSet(dataSet)}, loaded in full`,
      perform: (api, step, context) =>
        slots(() => {
          context.signal.throwIfAborted();
          return refreshDataSet(
            api,
            step,
            context,
            requireOpen(findClosed, context.desired, step.from),
          );
        }),
    },
    rewrite: {
      takes: false,
      describe: ({ dataSource }) => `~ data source ${dataSource.id}, written again as it is`,
      perform: (api, step, context) =>
        rewriteDataSource(api, step, context, requireOpen(findClosed, context.desired, step.from)),
    },
  };
}
