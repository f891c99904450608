/** The plan was refused by the guard; nothing was written. */
export class PlanRefused extends Error {
  override readonly name = "PlanRefused";
}
