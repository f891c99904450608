/** What dynamic resources print (`providers/say.ts`) during each test of the suite that calls this, a line an entry; empty at the start of each. */
export function hearSaid(): string[] {
  const said: string[] = [];
  const { log } = console;
  beforeEach(() => {
    said.length = 0;
    console.log = (line: string) => said.push(line);
  });
  afterEach(() => {
    console.log = log;
  });
  return said;
}
