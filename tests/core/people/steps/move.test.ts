import assert from "node:assert/strict";
import {
  DeleteUserCommand,
  DescribeUserCommand,
  QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import type { TakingApi } from "../../../../core/aws/api.ts";
import { move } from "../../../../core/people/steps/move.ts";
import { govern } from "../../../support/govern.ts";
import { scope } from "../../../support/simulatedNamespace.ts";

const step = {
  kind: "move",
  session: "ana@x.com",
  email: "ana@x.com",
  reason: "line 3",
  from: "default",
  role: "AUTHOR",
} as const;

/** A namespace that goes on showing a deleted user for some answers, which the simulator does not. */
function slowWorld(shown: number, onDelete: () => void = () => undefined) {
  let deleted = false;
  let asked = 0;
  const send = (command: unknown) => {
    if (command instanceof DeleteUserCommand) {
      deleted = true;
      onDelete();
      return Promise.resolve({});
    }
    if (!(command instanceof DescribeUserCommand)) return Promise.resolve({ GroupList: [] });
    if (deleted) asked += 1;
    if (!deleted || asked <= shown) return Promise.resolve({ User: { Role: "READER" } });
    const gone = { message: "gone", $metadata: {} };
    return Promise.reject(new ResourceNotFoundException(gone));
  };
  const identity = Object.assign(new QuickSightClient({ region: scope.identityRegion }), { send });
  const clients = { identity, data: [] };
  const api: TakingApi = {
    reading: { ...clients, intent: "reading" },
    giving: { ...clients, intent: "giving" },
    taking: { ...clients, intent: "taking" },
  };
  return { api, asked: () => asked };
}

function contextWith(signal: AbortSignal) {
  const note = () => Promise.resolve();
  const at = "2026-05-04T03:02:01.000Z";
  return { desired: govern([]), journal: {}, note, remember: note, clear: note, at, signal };
}

describe("a move", () => {
  const open = new AbortController().signal;

  it("waits until QuickSight has the deleted user no more: before, it refuses to register them", async () => {
    const { api, asked } = slowWorld(2);
    await move(api, step, contextWith(open));
    assert.equal(asked(), 3);
  });

  it("fails when they are shown for too long, with what becomes of them", async () => {
    const { api } = slowWorld(Infinity);
    await assert.rejects(move(api, step, contextWith(open), 300), (error: Error) => {
      assert.equal(
        error.message,
        "was deleted in namespace default, and QuickSight still shows them there after 0.3 s; the next run registers them",
      );
      return true;
    });
  });

  it("waits no longer when the run is stopped, and is done", async () => {
    const controller = new AbortController();
    const { api } = slowWorld(Infinity, () => {
      controller.abort(new Error("stopped"));
    });
    await move(api, step, contextWith(controller.signal));
  });
});
