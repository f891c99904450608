import { type Api, type AwsAccess, openApi, type Regions } from "@quicksight-governance/core/aws";

/** Opens clients that read until the signal comes, and then wait for nothing; whoever calls this closes them. */
export function openReader(
  regions: Regions,
  { profile }: Pick<AwsAccess, "profile">,
  signal: AbortSignal,
): Api {
  const api = openApi(regions, { profile });
  const stop = () => {
    api.stop("reading", signal.reason);
  };
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return api;
}
