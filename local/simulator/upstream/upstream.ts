import type { Call } from "../operations/handler.ts";

/** The emulator of the other AWS services, and as whom it is called: the root user of the account. */
export interface Upstream {
  readonly url: string;
  readonly ca: string | undefined;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The emulator, if there is one. The account's number is the access key of its root user. */
export function upstreamOf({ settings, accountId, region }: Call<unknown>): Upstream | undefined {
  return settings.upstream === undefined
    ? undefined
    : {
        url: settings.upstream,
        ca: settings.upstreamCa,
        region,
        credentials: { accessKeyId: accountId, secretAccessKey: "test" },
      };
}
