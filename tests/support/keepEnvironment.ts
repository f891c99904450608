/**
 * Gives the environment of this process back after each test, and after the suite what its hooks set: called first in a `describe`. Nothing
 * of one suite is left to the next.
 */
export function keepEnvironment(): void {
  let ofSuite: NodeJS.ProcessEnv;
  let ofTest: NodeJS.ProcessEnv;
  before(() => {
    ofSuite = { ...process.env };
  });
  beforeEach(() => {
    ofTest = { ...process.env };
  });
  afterEach(() => {
    process.env = { ...ofTest };
  });
  after(() => {
    process.env = { ...ofSuite };
  });
}
