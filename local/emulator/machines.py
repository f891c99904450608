"""Step Functions as AWS has it, where the emulator takes more.

The role of a state machine must trust Step Functions, and may do what its tasks call (developer guide, "Creating an IAM role for your state
machine", "IAM policies for integrated services"); one that logs needs what "Logging using CloudWatch Logs" lists. A path that leads to nothing
ends an execution with States.Runtime, in a Choice too (Amazon States Language, "Paths"). A throttled function is
Lambda.TooManyRequestsException. Who starts a running execution again with the same name and input is told of that one (API reference of
StartExecution).

Not here: TimeoutSeconds of a whole machine, MaxDelaySeconds and JitterStrategy of a retry, redrives, batches and results of a Distributed Map,
rights of aws-sdk tasks on a resource (they are asked on everything), and whatever is wrong with a definition besides its JSONata.
"""

import json
import threading

import functions
from ministack.core import iam_evaluator
from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import iam, lambda_svc, stepfunctions

SERVICE = "states.amazonaws.com"
#: The state machine whose task this thread does.
DOING = threading.local()
LOGS = ["CreateLogDelivery", "GetLogDelivery", "UpdateLogDelivery", "DeleteLogDelivery", "ListLogDeliveries"]
LOGS += ["PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups"]
#: What a task of an integrated service is about, by its action: the member of its parameters.
ABOUT = {"sns:publish": "TopicArn", "states:startExecution": "StateMachineArn"}


def allows(role_arn, action, resource):
    """Whether the policies of a role let it do something."""
    name = role_arn.rpartition("/")[2]
    account = get_account_id()
    asked = iam_evaluator.EvalContext(
        principal_arn=role_arn,
        principal_type="AssumedRole",
        principal_account=account,
        action=action,
        resource_arn=resource,
        region=get_region(),
        secure_transport=True,
        service_context={},
    )
    limits = iam_evaluator._permissions_boundary(iam._roles, name, account)
    return iam_evaluator.evaluate(asked, iam_evaluator._gather_role_policies(name, account), *limits).decision == "Allow"


def right_of(resource, asked):
    """The action and the resource of a task; None for activities and what is not asked about."""
    asked = asked if isinstance(asked, dict) else {}
    if "states:::lambda:invoke" in resource or ":lambda:" in resource and ":function:" in resource:
        named = asked.get("FunctionName", "") if "states:::" in resource else resource
        _func, config, name = lambda_svc._get_func_record_for_ref(named)
        arn = named if named.startswith("arn:") else f"arn:aws:lambda:{get_region()}:{get_account_id()}:function:{name}"
        return "lambda:InvokeFunction", arn
    service, _, action = resource.partition(":::")[2].removeprefix("aws-sdk:").partition(":")
    action = action.partition(".")[0]
    if not service or not action:
        return None
    about = ABOUT.get(f"{service}:{action}")
    prefix = {"sfn": "states", "cloudwatchlogs": "logs", "eventbridge": "events"}.get(service, service)
    return f"{prefix}:{action[:1].upper()}{action[1:]}", asked.get(about, "*") if about else "*"


def require_right(resource, asked):
    role = getattr(DOING, "role", None)
    right = role and right_of(resource, asked)
    if not right or allows(role, *right):
        return
    action, about = right
    service = action.partition(":")[0].capitalize()
    error = "Lambda.AWSLambdaException" if service == "Lambda" else f"{service}.AccessDeniedException"
    cause = f"User: {role} is not authorized to perform: {action} on resource: {about} because no identity-based policy allows the {action} action"
    raise stepfunctions._ExecutionError(error, cause)


def refuse_role(data):
    role = data.get("roleArn")
    if role and not functions.trusts(role, SERVICE):
        message = f"Neither the global service principal {SERVICE}, nor the regional one is authorized to assume the provided role."
        return error_response_json("AccessDeniedException", message, 400)
    if role and (data.get("loggingConfiguration") or {}).get("level", "OFF") != "OFF":
        if not all(allows(role, f"logs:{action}", "*") for action in LOGS):
            message = "The state machine IAM Role is not authorized to access the Log Destination"
            return error_response_json("AccessDeniedException", message, 400)
    return None


def leads_somewhere(path, data):
    """Whether a path of fields and indexes leads to something; others are not looked at."""
    tokens = stepfunctions._parse_jsonpath_tokens(path) if path.startswith("$") and path != "$" else []
    for kind, value in tokens or []:
        if kind == "field" and isinstance(data, dict) and value in data:
            data = data[value]
        elif kind == "index" and isinstance(data, list) and -len(data) <= value < len(data):
            data = data[value]
        else:
            return kind == "wildcard"
    return True


def require_path(path, data, ctx, message):
    of_context = path.startswith("$$")
    if not leads_somewhere(path[1:] if of_context else path, ctx or {} if of_context else data):
        raise stepfunctions._ExecutionError("States.Runtime", message)


def require_paths():
    resolve_params, evaluate = stepfunctions._resolve_params_obj, stepfunctions._evaluate_rule
    apply_input, apply_output = stepfunctions._apply_input_path, stepfunctions._apply_output_path

    def resolving(template, data, ctx=None):
        for key, path in template.items() if isinstance(template, dict) else ():
            if key.endswith(".$") and isinstance(path, str) and not path.startswith("States."):
                message = f"The JSONPath '{path}' specified for the field '{key}' could not be found in the input '{json.dumps(data)}'"
                require_path(path, data, ctx, message)
        return resolve_params(template, data, ctx)

    def checked(apply, field):
        def applying(state, data, ctx=None):
            path = state.get(field, "$")
            if path is not None:
                require_path(path, data, ctx, f"Invalid path '{path}': {field} leads to nothing in '{json.dumps(data)}'")
            return apply(state, data, ctx)

        return applying

    def evaluating(rule, data, ctx=None):
        path = rule.get("Variable")
        if path is not None and "IsPresent" not in rule:
            message = f"Invalid path '{path}': The choice state's condition path references an invalid value."
            require_path(path, data, ctx, message)
        return evaluate(rule, data, ctx)

    stepfunctions._resolve_params_obj = resolving
    stepfunctions._apply_input_path = checked(apply_input, "InputPath")
    stepfunctions._apply_output_path = checked(apply_output, "OutputPath")
    stepfunctions._evaluate_rule = evaluating


def started_already(data):
    """The answer about an execution of this name that runs with this input."""
    machine = stepfunctions._resolve_state_machine_arn(data.get("stateMachineArn", "")) or ""
    found = stepfunctions._executions.get(f"{machine.replace(':stateMachine:', ':execution:')}:{data.get('name')}")
    same = found and found["status"] == "RUNNING" and json.loads(found["input"]) == json.loads(data.get("input", "{}"))
    body = {"executionArn": found["executionArn"], "startDate": found["startDate"]} if same else None
    return body and stepfunctions.json_response(body)


def install():
    execute, invoke, invoke_timed = stepfunctions._execute_task, stepfunctions._invoke_resource, stepfunctions._invoke_resource_with_timeout
    call, read_items = stepfunctions._call_lambda, stepfunctions._read_map_items

    def executing(state, raw_input, execution, ctx):
        machine = stepfunctions._state_machines.get((execution or {}).get("stateMachineArn")) or {}
        DOING.role = machine.get("roleArn")
        return execute(state, raw_input, execution, ctx)

    def invoking(resource, asked):
        require_right(resource, asked)
        return invoke(resource, asked)

    def invoking_timed(resource, asked, timeout):
        require_right(resource, asked)
        return invoke_timed(resource, asked, timeout)

    def calling(reference, event):
        try:
            return call(reference, event)
        except stepfunctions._ExecutionError as error:
            if error.error != "Lambda.Unknown" or "Rate Exceeded" not in str(error.cause):
                raise
            raise stepfunctions._ExecutionError("Lambda.TooManyRequestsException", error.cause) from error

    def reading(reader, effective, ctx):
        machine = stepfunctions._state_machines.get((ctx.get("StateMachine") or {}).get("Id")) or {}
        parameters = stepfunctions._resolve_params_obj(reader.get("Parameters") or {}, effective, ctx)
        bucket, key = parameters.get("Bucket", "*"), parameters.get("Key", "*")
        lists = reader.get("Resource", "").endswith("listObjectsV2")
        right = ("s3:ListBucket", f"arn:aws:s3:::{bucket}") if lists else ("s3:GetObject", f"arn:aws:s3:::{bucket}/{key}")
        if parameters and machine and not allows(machine["roleArn"], *right):
            raise stepfunctions._ExecutionError("States.ItemReaderFailed", f"{machine['roleArn']} is not authorized to perform: {right[0]}")
        return read_items(reader, effective, ctx)

    require_paths()
    stepfunctions._execute_task = executing
    stepfunctions._invoke_resource = invoking
    stepfunctions._invoke_resource_with_timeout = invoking_timed
    stepfunctions._call_lambda = calling
    stepfunctions._read_map_items = reading
    guard_calls()


def guard_calls():
    """Has each call refused that AWS refuses, before the emulator answers it."""
    create, update, start = stepfunctions._create_state_machine, stepfunctions._update_state_machine, stepfunctions._start_execution
    stepfunctions._create_state_machine = lambda data: refuse_role(data) or create(data)
    stepfunctions._update_state_machine = lambda data: refuse_role(data) or update(data)
    stepfunctions._start_execution = lambda data: started_already(data) or start(data)
