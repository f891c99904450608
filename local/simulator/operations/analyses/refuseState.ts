import type { Analysis } from "../../store/assets.ts";
import { ApiError } from "../apiError.ts";

/** Refuses what an analysis is in no state for: ConflictException is listed, its cause and words are ours. */
export function refuseState({ id, status }: Analysis, refused: boolean): void {
  if (refused) {
    throw new ApiError("ConflictException", `Analysis ${id} is ${status}.`);
  }
}
