import { closeSamples, type Sample, startDeployedSample } from "./sample.ts";

/**
 * Starts a deployed sample for the suite that calls this, and closes it. Each test begins with the sample as it was left by `furnish`,
 * whatever ran before; see `Sample.remember`.
 *
 * @param furnish gets the sample, once, and does what all tests begin with
 */
export function onDeployedSample(furnish: (sample: Sample) => void | Promise<void>): void {
  let putBack: () => Promise<void>;
  before(async () => {
    const sample = await startDeployedSample();
    await furnish(sample);
    putBack = await sample.remember();
  });
  beforeEach(() => putBack());
  after(closeSamples);
}
