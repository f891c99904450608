#!/usr/bin/env bash
# Brings a fresh machine to where this project runs, says what it does, then runs its arguments there:
#
#   local/setup.sh node local/demo/main.ts --keep
#
# Needs bash, npm, Python 3.10 or newer with venv, and Go 1.26 or newer unless a Pulumi CLI and actionlint are on PATH.
# The Node packages go to node_modules/. The Python environment and the engine are built once per version and kept in
# $QUICKSIGHT_GOVERNANCE_CACHE (default ~/.cache/quicksight-governance), shared by all checkouts; .cache/ links to them.
set -euo pipefail
cd "$(dirname "$0")/.."

cache="${QUICKSIGHT_GOVERNANCE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/quicksight-governance}"
engine_version="3.170.0"

say() { printf '» %s\n' "$*" >&2; }
fail() { printf '✗ %s\n' "$*" >&2; exit 1; }
need() { command -v "$1" >/dev/null 2>&1 || fail "$1 is not on PATH; $2"; }
fingerprint() { cat "$@" | { sha256sum 2>/dev/null || shasum -a 256; } | cut -c1-12; }

# Runs a step once: quietly when it succeeds, with its whole output when it does not.
run() {
  local log
  log="$(mktemp)"
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    fail "'$*' failed; its output is above"
  fi
  rm -f "$log"
}

# One setup at a time: two that install into node_modules/ at once ruin it. The lock of a process that has ended is taken over.
lock() {
  until mkdir .cache/setup.lock 2>/dev/null; do
    kill -0 "$(cat .cache/setup.lock/pid 2>/dev/null || echo $$)" 2>/dev/null || rm -rf .cache/setup.lock
    sleep 0.2
  done
  echo $$ >.cache/setup.lock/pid
  trap unlock EXIT
}
unlock() { rm -rf .cache/setup.lock; }

install_node_packages() {
  need npm "install Node.js 20 or newer"
  local wanted
  wanted="$(fingerprint package.json package-lock.json)"
  [ "$(cat node_modules/.installed 2>/dev/null || true)" = "$wanted" ] && return
  say "installing the Node packages (about a minute)"
  run npm ci --no-audit --no-fund
  printf '%s' "$wanted" >node_modules/.installed
}

install_python_environment() {
  need python3 "install Python 3.10 or newer with its venv module"
  local environment="$cache/python-$(fingerprint local/requirements.txt)"
  if [ ! -e "$environment/.installed" ]; then
    say "making the Python environment: the AWS emulator, aws-cli and boto3 (about a minute)"
    rm -rf "$environment"
    run python3 -m venv "$environment"
    run "$environment/bin/pip" install --quiet --disable-pip-version-check -r local/requirements.txt
    touch "$environment/.installed"
  fi
  ln -sfn "$environment" .cache/python
}

# A Pulumi CLI on PATH wins when it is at least the version that this project states.
install_engine() {
  local found
  found="$(pulumi version 2>/dev/null | sed 's/^v//; s/[-+].*//' || true)"
  if [ -n "$found" ] && [ "$(printf '%s\n%s\n' "$engine_version" "$found" | sort -V | head -n 1)" = "$engine_version" ]; then
    rm -f .cache/engine
    return
  fi
  local engine="$cache/engine-$(fingerprint local/engine/*/go.sum local/engine/bin/*)"
  if [ ! -e "$engine/.installed" ]; then
    need go "install Go 1.26 or newer, or a Pulumi CLI of version $engine_version or newer"
    say "building the Pulumi engine $engine_version from source (about four minutes, once)"
    rm -rf "$engine"
    mkdir -p "$engine"
    build_go_tool cli github.com/pulumi/pulumi/pkg/v3/cmd/pulumi "$engine/pulumi"
    build_go_tool nodehost github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs "$engine/pulumi-language-nodejs"
    cp local/engine/bin/* "$engine/"
    touch "$engine/.installed"
  fi
  ln -sfn "$engine" .cache/engine
}

build_go_tool() {
  local version_flag="github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v$engine_version"
  run go -C "local/engine/$1" build -trimpath -ldflags "-s -w -X $version_flag" -o "$3" "$2"
}

# Without Go all but one test can run, so its absence is said here and fails there.
install_workflow_linter() {
  local linter="$cache/actionlint-$(fingerprint local/tools/actionlint/go.sum)"
  if [ ! -e "$linter/.installed" ]; then
    if ! command -v go >/dev/null 2>&1; then
      rm -f .cache/actionlint
      command -v actionlint >/dev/null 2>&1 || say "go is not on PATH: actionlint, which the tests of the workflows need, is not built"
      return
    fi
    say "building actionlint from source (a few seconds, once)"
    rm -rf "$linter"
    mkdir -p "$linter"
    run go -C local/tools/actionlint build -trimpath -ldflags "-s -w" -o "$linter/actionlint" github.com/rhysd/actionlint/cmd/actionlint
    touch "$linter/.installed"
  fi
  ln -sfn "$linter" .cache/actionlint
}

mkdir -p .cache
lock
install_node_packages
install_python_environment
install_engine
install_workflow_linter
unlock

export PATH="$PWD/node_modules/.bin:$PWD/.cache/engine:$PWD/.cache/actionlint:$PWD/.cache/python/bin:$PATH"
exec "$@"
