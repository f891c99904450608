import { ApiError } from "../apiError.ts";
import { tellTrail } from "../../upstream/tellTrail.ts";
import { controlCall, type Simulated } from "../controlCall.ts";
import { registerUser } from "./registerUser.ts";

/**
 * Somebody signs in through a role: who is nobody yet registers themselves in `default` as a reader without groups. CloudTrail has that as an
 * event of the service, and no call of the API: its `userName` is `ROLE:SESSION` (aws-samples/amazon-quicksight-sdk-proserve, granular_access).
 *
 * @param body `{ "Role": "quicksight-fed-users", "Session": "ana@example.com" }`; the email is the session unless `Email` says another
 * @returns `{ "Registered": whether they are new }`
 * @throws Error when it lacks one
 */
export async function signIn(simulated: Simulated, body: unknown): Promise<object> {
  const { Role, Session, Email = Session } = (body ?? {}) as Partial<Record<string, string>>;
  if (Role === undefined || Session === undefined) {
    throw new Error('the body must be { "Role": "…", "Session": "…" }');
  }
  const call = controlCall(simulated, simulated.store.account.identityRegion);
  const { accountId } = call;
  const input = {
    ...{ AwsAccountId: accountId, Namespace: "default", IdentityType: "IAM" as const },
    ...{ IamArn: `arn:aws:iam::${accountId}:role/${Role}`, SessionName: Session },
    ...{ Email: Email ?? Session, UserRole: "READER" as const },
  };
  try {
    await registerUser({ ...call, input }, simulated.store);
  } catch (error) {
    if (error instanceof ApiError && error.type === "ResourceExistsException") {
      return { Registered: false };
    }
    throw error;
  }
  const arn = `arn:aws:sts::${accountId}:assumed-role/${Role}/${Session}`;
  tellTrail(
    call,
    {
      ...{ eventName: "CreateUser", eventType: "AwsServiceEvent", requestParameters: null },
      serviceEventDetails: {
        eventRequestDetails: { userName: `${Role}:${Session}`, iamArn: arn, role: "READER" },
        eventResponseDetails: {},
      },
    },
    { type: "AssumedRole", accountId, arn },
  );
  return { Registered: true };
}
