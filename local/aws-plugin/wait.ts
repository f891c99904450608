import { setTimeout as sleep } from "node:timers/promises";

/** Asks until the answer is not `undefined`, less and less often; `describe` says what was waited for. */
export async function waitFor<T>(
  describe: string,
  limitMs: number,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (let pause = 100; ; pause = Math.min(pause * 1.5, 5_000)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() + pause > end) {
      throw new Error(`${describe}: not within ${limitMs / 1000} s`);
    }
    await sleep(pause);
  }
}

/** A time limit as Pulumi's `timeouts` write it, such as `5m` or `1h30m`. */
export function parseDuration(text: string | undefined, fallbackMs: number): number {
  const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1_000 };
  const parts = [...(text ?? "").matchAll(/(\d+(?:\.\d+)?)([hms])/g)];
  if (parts.length === 0) return fallbackMs;
  return parts.reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (units[unit] ?? 0), 0);
}
