import { closeSamples, type Sample, startDeployedSample } from "./sample.ts";

/** The sample that the suites of one run of mocha share, and what puts it back as it was when it was deployed. */
interface Shared {
  readonly sample: Sample;
  readonly putBack: () => Promise<void>;
}

let shared: Promise<Shared> | undefined;

/**
 * Has the suite that calls this run on a deployed sample, which it shares with all that do, as deploying one takes half a minute. Each test
 * begins with the sample as it was left by `furnish`, whatever ran before; see `Sample.remember` for what a test puts back itself.
 *
 * @param furnish gets the sample, once, and does what all tests begin with
 * @param options `isOwn`: the suite is about what was never touched, and has a sample of its own
 */
export function onDeployedSample(
  furnish: (sample: Sample) => void | Promise<void>,
  { isOwn = false }: { readonly isOwn?: boolean } = {},
): void {
  let putBack: () => Promise<void>;
  before(async () => {
    const sample = isOwn ? await startDeployedSample() : await share();
    await furnish(sample);
    putBack = await sample.remember();
  });
  beforeEach(() => putBack());
  after(closeSamples);
}

async function share(): Promise<Sample> {
  shared ??= deploy();
  const { sample, putBack } = await shared;
  await putBack();
  return sample;
}

async function deploy(): Promise<Shared> {
  const sample = await startDeployedSample({ staysOpen: true });
  return { sample, putBack: await sample.remember() };
}

// This module is loaded by the first file that needs it, and so outside of any suite.
after(async () => {
  const kept = await shared?.catch(() => undefined);
  await kept?.sample.close();
});
