/** One thing that a policy said in a run. */
export interface Found {
  readonly policy: string;
  readonly level: string;
  /** URN of the resource; absent when it is about the stack. */
  readonly urn?: string;
  readonly message: string;
}

/**
 * What policies said in a run, read from the engine's event log (`--event-log FILE`, a JSON object a line). An update previews first, so
 * that the same may be in it twice: it is listed once. A last line that was cut off when the engine was killed is left out.
 *
 * @throws Error when a line before the last is no JSON
 */
export function readViolations(log: string): readonly Found[] {
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  const found = new Map<string, Found>();
  for (const [index, line] of lines.entries()) {
    const event = parseLine(line, index === lines.length - 1);
    if (event === undefined) continue;
    const { policyName, enforcementLevel, resourceUrn = "", message } = event;
    const one: Found = {
      policy: policyName,
      level: enforcementLevel,
      ...(resourceUrn === "" ? {} : { urn: resourceUrn }),
      message: withoutDescription(withoutColors(message)),
    };
    found.set(JSON.stringify(one), one);
  }
  return [...found.values()];
}

interface PolicyEvent {
  readonly policyName: string;
  readonly enforcementLevel: string;
  readonly resourceUrn?: string;
  readonly message: string;
}

function parseLine(line: string, isLast: boolean): PolicyEvent | undefined {
  try {
    return (JSON.parse(line) as { policyEvent?: PolicyEvent }).policyEvent;
  } catch (error) {
    if (isLast) return undefined;
    throw error;
  }
}

/** The engine marks colours as `<{%red%}>`. */
function withoutColors(text: string): string {
  return text.replaceAll(/<\{%[^%]*%\}>/g, "");
}

/** The host writes the policy's description, which is one line, before each message. */
function withoutDescription(text: string): string {
  const [, ...rest] = text.trim().split("\n");
  return rest.length === 0 ? text.trim() : rest.join("\n");
}
