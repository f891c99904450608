import { nameSome } from "../../aws/nameSome.ts";
import { explainRuleName } from "../../settings/checkRowRules.ts";

/** Somebody of the roster, by what a rule may call them. */
export interface EntitledPerson {
  readonly session: string;
  readonly email: string;
  readonly user?: string | undefined;
}

/** Finds whom rules for people are for, and remembers for whom they cannot be. */
export interface RulePeople {
  /** By session name, or by email or name of the directory in any case, where these are one person's. */
  readonly find: (name: string) => string | undefined;
  /** Who was asked for and is nobody, or several, in words; each name once. */
  readonly notices: (where: string) => string[];
}

/** Why rules cannot be for somebody, whose user name is `<role>/<session>`; undefined where they can. */
export function explainRulePerson(session: string, role: string): string | undefined {
  return explainRuleName(session, `${role}/${session}`);
}

/** Whom names in rules mean, of these people. */
export function rulePeople(people: readonly EntitledPerson[]): RulePeople {
  const sessions = new Set(people.map(({ session }) => session));
  const others = new Map<string, Set<string>>();
  for (const { session, email, user = email } of people) {
    for (const name of [session, email, user].map((one) => one.toLowerCase())) {
      others.set(name, (others.get(name) ?? new Set()).add(session));
    }
  }
  const unknown = new Set<string>();
  const several = new Set<string>();
  return {
    find: (name) => {
      if (sessions.has(name)) return name;
      const [first, ...more] = others.get(name.toLowerCase()) ?? [];
      if (first === undefined) unknown.add(name);
      if (more.length > 0) several.add(name);
      return more.length > 0 ? undefined : first;
    },
    notices: (where) => [
      ...describe(where, unknown, (are) => `${are} not in the membership file`),
      ...describe(
        where,
        several,
        (are) =>
          `${are} several people of the membership file; name them by session name or email`,
      ),
    ],
  };
}

function describe(
  where: string,
  names: ReadonlySet<string>,
  say: (are: string) => string,
): string[] {
  if (names.size === 0) return [];
  return [`${where}: ${nameSome([...names])} ${say(names.size === 1 ? "is" : "are")}; nobody has these rules`];
}
