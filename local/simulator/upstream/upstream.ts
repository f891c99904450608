import { ApiError } from "../operations/apiError.ts";
import type { Call } from "../operations/handler.ts";

/** How clients of the SDK reach the emulator of the other AWS services: as root of the account. */
export interface Upstream {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** By which the emulator's trail leaves these calls out: nobody makes them at AWS. */
  readonly customUserAgent?: string;
  readonly requestHandler?: { readonly httpsAgent: { readonly ca: string } };
}

/** The emulator, if there is one. The account's number is the access key of its root user. */
export function upstreamOf({ settings, accountId, region }: Call<unknown>): Upstream | undefined {
  const { upstream, upstreamCa } = settings;
  return upstream === undefined
    ? undefined
    : {
        endpoint: upstream,
        region,
        credentials: { accessKeyId: accountId, secretAccessKey: "test" },
        customUserAgent: "quicksight-simulator",
        ...(upstreamCa !== undefined && { requestHandler: { httpsAgent: { ca: upstreamCa } } }),
      };
}

/** Lets a client ask, and ends it. */
export async function withClient<C extends { destroy(): void }, T>(
  client: C,
  ask: (client: C) => Promise<T>,
): Promise<T> {
  try {
    return await ask(client);
  } finally {
    client.destroy();
  }
}

/**
 * What a call answers, or the name of the error with which the service refuses it.
 *
 * @throws ApiError InternalFailureException when the emulator itself does not answer: nothing AWS would say.
 */
export async function answered<T>(call: Promise<T>): Promise<T | { refusal: string }> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && "$metadata" in error) {
      const { httpStatusCode } = error.$metadata as { httpStatusCode?: number };
      if (httpStatusCode !== undefined) {
        return { refusal: error.name };
      }
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError("InternalFailureException", `The emulator does not answer: ${reason}`);
  }
}

/** Whether a call was refused. */
export function isRefused(answer: object): answer is { refusal: string } {
  return "refusal" in answer;
}
