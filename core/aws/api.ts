import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { createQuickSight, type QuickSightOptions } from "./createQuickSight.ts";
import type { DataRegion } from "./dataRegion.ts";
import type { Intent } from "./intent.ts";
import { keepYoungSpace } from "./keepYoungSpace.ts";
import { Pacer } from "./pacer.ts";

/** The clients of a run for one intent: a function that takes something says so in the type of its clients. */
export interface Clients<What extends Intent = Intent> {
  readonly intent: What;
  /** For users, groups, namespaces and the account. */
  readonly identity: QuickSightClient;
  /** For dashboards and data, at least one; the first is the stack's own. */
  readonly data: readonly DataRegion[];
}

/** What a run calls QuickSight with. All clients of a Region share one pace. */
export interface Api {
  readonly reading: Clients<"reading">;
  readonly giving: Clients<"giving">;
  readonly taking: Clients<"taking">;
  /** How many times QuickSight has refused a call because there were too many. */
  throttled(): number;
  /** Calls of this intent stop: none leaves any more. What has left is answered, but for what reads: that fails at once. */
  stop(intent: Intent, reason: unknown): void;
  /** Closes all connections, also those that still wait for an answer. */
  close(): void;
}

/** What a step that gives may use. */
export type GivingApi = Pick<Api, "reading" | "giving">;

/** What a step that takes may use. */
export type TakingApi = Pick<Api, "reading" | "giving" | "taking">;

/** Where QuickSight is asked. */
export interface Regions {
  readonly identity: string;
  /** At least one. */
  readonly data: readonly string[];
}

/** Opens the clients of a run, in a process that stays small; whoever calls this closes them. */
export function openApi(regions: Regions, options: Omit<QuickSightOptions, "region"> = {}): Api {
  keepYoungSpace();
  const names = [...new Set([regions.identity, ...regions.data])];
  const pacers = new Map(names.map((region) => [region, new Pacer()]));
  const opened: QuickSightClient[] = [];
  const open = <What extends Intent>(intent: What): Clients<What> => {
    const clients = new Map(
      [...pacers].map(([region, pacer]) => [
        region,
        createQuickSight({ ...options, region }, intent, pacer),
      ]),
    );
    opened.push(...clients.values());
    const of = (region: string): QuickSightClient => {
      const client = clients.get(region);
      if (client === undefined) throw new Error(`no client was made for Region ${region}`);
      return client;
    };
    return {
      intent,
      identity: of(regions.identity),
      data: regions.data.map((region) => ({ region, client: of(region) })),
    };
  };
  return {
    reading: open("reading"),
    giving: open("giving"),
    taking: open("taking"),
    throttled: () => [...pacers.values()].reduce((sum, { refused }) => sum + refused, 0),
    stop: (intent, reason) => {
      for (const pacer of pacers.values()) pacer.stop(intent, reason);
    },
    close: () => {
      for (const client of opened) client.destroy();
    },
  };
}
