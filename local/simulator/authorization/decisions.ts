import { askEmulator } from "../upstream/askEmulator.ts";
import { decide, type Decision, type Question } from "../upstream/decide.ts";
import { policyPattern } from "../upstream/policyPattern.ts";
import type { Upstream } from "../upstream/upstream.ts";

/** How long it is taken for granted that nobody has changed IAM, in milliseconds. */
const lifeMs = 200;

/** What IAM said, for as long as it has not changed. */
export interface Decisions {
  /** What IAM says of a right of whoever has an access key. */
  readonly decide: (question: Question) => Promise<Decision>;
}

/** What the emulator tells of all of its IAM (`local/emulator/decisions.py`). */
interface Iam {
  /** Another one where a decision may be another one. */
  readonly revision: string;
  /** The patterns of resources in all policies. */
  readonly resources: readonly string[];
  /** The condition keys in all policies, in lower case. */
  readonly keys: readonly string[];
}

interface Remembered {
  readonly revision: string;
  /** What no policy tells apart gets one decision. */
  readonly classOf: (question: Question) => string;
  readonly decisions: Map<string, Promise<Decision>>;
}

/**
 * Asks the emulator's IAM, and remembers what it said until IAM changes, which is looked at five times a second. Questions that no
 * pattern and no condition of any policy tells apart get the same decision, so that thousands of people cost one.
 */
export function createDecisions(upstream: Upstream): Decisions {
  let remembered: Remembered | undefined;
  let looking: { readonly at: number; readonly current: Promise<Remembered> } | undefined;
  const look = async (): Promise<Remembered> => {
    const account = upstream.credentials.accessKeyId;
    const iam = await askEmulator<Iam>(upstream, `/_local/iam/${account}`);
    if (remembered?.revision !== iam.revision) {
      remembered = { revision: iam.revision, classOf: classifier(iam), decisions: new Map() };
    }
    return remembered;
  };
  const current = (): Promise<Remembered> => {
    if (looking === undefined || Date.now() - looking.at > lifeMs) {
      looking = { at: Date.now(), current: look() };
    }
    return looking.current;
  };
  return {
    decide: async (question) => {
      const { decisions, classOf } = await current();
      const key = classOf(question);
      const before = decisions.get(key);
      if (before !== undefined) return before;
      const asked = decide(upstream, question);
      decisions.set(key, asked);
      // What could not be asked is asked again.
      asked.catch(() => decisions.delete(key));
      return asked;
    },
  };
}

/** Tells questions apart as the policies do: by caller and action, by which patterns fit, and by the conditions' keys. */
function classifier({ resources, keys }: Iam): (question: Question) => string {
  const classOfResource = resourceClassifier(resources);
  const asked = new Set(keys);
  return ({ accessKeyId, action, resource, context }) => {
    const values = Object.entries(context).filter(([key]) => asked.has(key.toLowerCase()));
    return JSON.stringify([accessKeyId, action, classOfResource(resource), values]);
  };
}

function resourceClassifier(patterns: readonly string[]): (resource: string) => string {
  const tests = patterns.map((pattern) => ({ test: toRegExp(pattern), pattern }));
  const known = new Map<string, string>();
  return (resource) => {
    const before = known.get(resource);
    if (before !== undefined) return before;
    const fitting = tests.filter(({ test }) => test.test(resource)).map(({ pattern }) => pattern);
    // A variable stands for anything, so that what such a pattern fits may differ from what else it fits.
    const found = fitting.some((pattern) => pattern.includes("${")) ? resource : fitting.join();
    known.set(resource, found);
    return found;
  };
}

function toRegExp(pattern: string): RegExp {
  return policyPattern(pattern.replaceAll(/\$\{[^}]*\}/g, "*"), "s");
}
