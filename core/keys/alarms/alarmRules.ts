import { type KeyAlarmName, keyAlarmNames } from "../../settings/alarmSettings.ts";
import { type AlarmMessage, alarmMessage } from "./alarmMessage.ts";
import { type KeyAlarm, keyAlarms } from "./keyAlarms.ts";

/** A rule of EventBridge that raises an alarm. */
export interface AlarmRule {
  /** The alarm's name; with a number where one rule cannot hold all keys. */
  readonly name: string;
  readonly description: string;
  readonly message: AlarmMessage;
  /** The pattern as JSON, once the ARNs of all keys are known by their names. */
  readonly pattern: (arns: Readonly<Record<string, string>>) => string;
}

/** Whose events are looked at: a bus may have those of other accounts and Regions as well. */
export interface AlarmScope {
  readonly accountId: string;
  readonly region: string;
}

/** How many keys a rule about some of them watches: AWS takes 2,048 characters of pattern (EventBridge quotas, "Event pattern size"). */
const keysPerRule = 8;

/**
 * The rules that watch these keys, in the order of the alarms. How many there are hangs on the number of keys, never on their ARNs, which nobody knows
 * before the keys are made.
 *
 * @param keys those that are declared, by their names: one of them is the default, and no more than the settings take
 * @param omit alarms that are not wanted
 */
export function alarmRules(
  scope: AlarmScope,
  keys: Readonly<Record<string, { readonly default: boolean }>>,
  omit: readonly KeyAlarmName[] = [],
): AlarmRule[] {
  const all = Object.keys(keys);
  const defaults = all.filter((key) => keys[key]?.default === true);
  return keyAlarmNames
    .filter((name) => !omit.includes(name))
    .flatMap((name) => {
      const alarm: KeyAlarm = keyAlarms[name];
      const watched = alarm.defaultOnly === true ? defaults : all;
      const parts = alarm.perKey ? inParts(watched, keysPerRule) : [watched];
      return parts.map((part, index) => ({
        name: index === 0 ? name : `${name}-${index + 1}`,
        description: alarm.says,
        message: alarmMessage(alarm),
        pattern: (arns: Readonly<Record<string, string>>) => {
          const arnsOf = (some: readonly string[]) => some.map((key) => arns[key] ?? "");
          const [defaultArn = ""] = arnsOf(defaults);
          const { accountId, region } = scope;
          const about = alarm.pattern({ arns: arnsOf(part), defaultArn });
          return JSON.stringify({ account: [accountId], region: [region], ...about });
        },
      }));
    });
}

function inParts<One>(all: readonly One[], size: number): One[][] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size));
}
