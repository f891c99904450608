import type { ExceptionResourceType } from "@aws-sdk/client-quicksight";

/** The errors that handlers answer with, by the names of the API model or of AWS's front door. */
export type ErrorType =
  | "AccessDeniedException"
  | "ConflictException"
  | "CustomerManagedKeyUnavailableException"
  | "IncompleteSignatureException"
  | "InternalFailureException"
  | "InvalidDataSetParameterValueException"
  | "InvalidNextTokenException"
  | "InvalidParameterValueException"
  | "InvalidRequestException"
  | "InvalidSignatureException"
  | "LimitExceededException"
  | "MissingAuthenticationTokenException"
  | "NotSimulatedException"
  | "PreconditionNotMetException"
  | "QuickSightUserNotFoundException"
  | "ResourceExistsException"
  | "ResourceNotFoundException"
  | "ResourceUnavailableException"
  | "SessionLifetimeInMinutesInvalidException"
  | "ThrottlingException"
  | "UnknownOperationException"
  | "UnrecognizedClientException"
  | "UnsupportedPricingPlanException"
  | "UnsupportedUserEditionException"
  | "ValidationException";

/** An error answer of the API. */
export class ApiError extends Error {
  readonly type: string;
  readonly resourceType: ExceptionResourceType | undefined;
  readonly status: number | undefined;

  /**
   * @param resourceType only for not found, exists, limit and unavailable.
   * @param status of HTTP, where it is not the one of the API model.
   */
  constructor(
    type: ErrorType,
    message: string,
    resourceType?: ExceptionResourceType,
    status?: number,
  ) {
    super(message);
    this.type = type;
    this.resourceType = resourceType;
    this.status = status;
  }
}
