export { type AlarmRule, alarmRules, type AlarmScope } from "./alarmRules.ts";
