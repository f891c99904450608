import type {
  UpdateKeyRegistrationCommandInput,
  UpdateKeyRegistrationCommandOutput,
} from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { checkKey } from "./checkKey.ts";

/** Replaces the list of keys; keys that can't be used are reported with status 200 and left out. */
export const updateKeyRegistration: Handler<
  UpdateKeyRegistrationCommandInput,
  UpdateKeyRegistrationCommandOutput
> = async (call, store) => {
  const assets = assetsOf(store, call);
  const keys = call.input.KeyRegistration.map(({ KeyArn = "", DefaultKey = false }) => ({
    keyArn: KeyArn,
    isDefault: DefaultKey,
  }));
  if (keys.filter(({ isDefault }) => isDefault).length > 1) {
    // There is one default key by the user guide; that a second is refused, and how, is ours.
    refuse("KeyRegistration has more than one default key.");
  }
  const checks = await Promise.all(keys.map(({ keyArn }) => checkKey(call, keyArn)));
  const failed = checks.filter((failure) => failure !== undefined);
  const good = keys.filter((_, index) => checks[index] === undefined);
  // Whether AWS takes over the rest when some keys fail is not known; here it does.
  assets.registeredKeys = good;
  store.timeline.schedule(call.now + call.settings.keyDelayMs, () => {
    assets.shownKeys = good;
  });
  return {
    FailedKeyRegistration: failed,
    SuccessfulKeyRegistration: good.map(({ keyArn }) => ({ KeyArn: keyArn, StatusCode: 200 })),
  };
};
