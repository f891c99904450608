/** Why a run stops before its end: the reason of the signal that says so. */
export class RunStopped extends Error {
  override readonly name = "RunStopped";

  /** @param why who or what stopped it, as the rest of a sentence: `by SIGINT` */
  constructor(why: string) {
    super(`the run was stopped ${why}`);
  }
}
