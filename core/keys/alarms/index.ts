export { alarmRules } from "./alarmRules.ts";
