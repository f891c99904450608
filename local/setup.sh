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

# A lock is a folder with its holder's process id. That of a process that has ended is taken over, by one of those who wait:
# they take turns by a lock on the lock, which is held for an instant and so counts as left behind after ten seconds.
locks=()
lock() {
  local waiting=""
  until mkdir "$1" 2>/dev/null; do
    if [ -z "$waiting" ] && is_held "$1"; then
      waiting=yes
      say "waiting for another setup, process $(cat "$1/pid" 2>/dev/null || true), which holds $1"
    fi
    is_held "$1" || take_over "$1"
    sleep 0.2
  done
  echo $$ >"$1/pid"
  locks+=("$1")
}
unlock() {
  rm -rf "$1"
  local held rest=()
  for held in ${locks[@]+"${locks[@]}"}; do [ "$held" = "$1" ] || rest+=("$held"); done
  locks=(${rest[@]+"${rest[@]}"})
}

# Without a process id somebody is just making it, unless it is older than that takes.
is_held() {
  local pid
  pid="$(cat "$1/pid" 2>/dev/null || true)"
  if [ -n "$pid" ]; then kill -0 "$pid" 2>/dev/null; else ! is_older_than "$1" 10; fi
}
is_older_than() {
  local made
  made="$(stat -c %Y "$1" 2>/dev/null || stat -f %m "$1" 2>/dev/null)" || return 1
  [ $(($(date +%s) - made)) -ge "$2" ]
}
take_over() {
  if ! mkdir "$1.turn" 2>/dev/null; then
    ! is_older_than "$1.turn" 10 || rmdir "$1.turn" 2>/dev/null || true
    return
  fi
  is_held "$1" || rm -rf "$1"
  rmdir "$1.turn" 2>/dev/null || true
}

# What is half made, and the locks, when this ends before its time.
making=""
clean_up() {
  [ -z "$making" ] || rm -rf "$making"
  local held
  for held in ${locks[@]+"${locks[@]}"}; do rm -rf "$held"; done
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# Makes an entry of the cache once, whatever the number of setups that want it at the same time: the first makes it beside its
# place and moves it there when it is whole, the others wait and find it.
#
#   make_once ENTRY WHAT FUNCTION   FUNCTION gets the folder to fill
make_once() {
  local entry="$1"
  [ ! -e "$entry/.installed" ] || return 0
  mkdir -p "$cache"
  lock "$entry.lock"
  if [ ! -e "$entry/.installed" ]; then
    say "$2"
    rm -rf "$entry" "$entry".making.*
    making="$entry.making.$$"
    mkdir "$making"
    "$3" "$making"
    touch "$making/.installed"
    mv "$making" "$entry"
    making=""
  fi
  unlock "$entry.lock"
}

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
  local environment
  environment="$cache/python-$(fingerprint local/requirements.txt)"
  make_once "$environment" "making the Python environment: the AWS emulator, aws-cli and boto3 (about a minute)" make_python_environment
  ln -sfn "$environment" .cache/python
}

# The requirements are the whole set, each at one version, so nothing is to be resolved: the emulator asks for one older version of
# botocore, and the simulator compiles the API model of the newest.
#
# Scripts of a Python environment name its interpreter by its whole path, which is another once the folder has moved.
make_python_environment() {
  run python3 -m venv "$1"
  run "$1/bin/pip" install --quiet --disable-pip-version-check --no-deps -r local/requirements.txt
  local script
  for script in "$1"/bin/*; do
    [ -f "$script" ] && [ ! -L "$script" ] && grep -qIF "$1" "$script" || continue
    sed "s|$1|${1%.making.*}|g" "$script" >"$1/script"
    cat "$1/script" >"$script"
  done
  rm -f "$1/script"
}

# A Pulumi CLI on PATH wins when it is at least the version that this project states.
install_engine() {
  local found
  found="$(pulumi version 2>/dev/null | sed 's/^v//; s/[-+].*//' || true)"
  if [ -n "$found" ] && [ "$(printf '%s\n%s\n' "$engine_version" "$found" | sort -V | head -n 1)" = "$engine_version" ]; then
    rm -f .cache/engine
    return
  fi
  local engine
  engine="$cache/engine-$(fingerprint local/engine/*/go.sum local/engine/bin/*)"
  make_once "$engine" "building the Pulumi engine $engine_version from source (about four minutes, once)" make_engine
  ln -sfn "$engine" .cache/engine
}

make_engine() {
  need go "install Go 1.26 or newer, or a Pulumi CLI of version $engine_version or newer"
  build_go_tool cli github.com/pulumi/pulumi/pkg/v3/cmd/pulumi "$1/pulumi"
  build_go_tool nodehost github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs "$1/pulumi-language-nodejs"
  cp local/engine/bin/* "$1/"
}

build_go_tool() {
  local version_flag="github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v$engine_version"
  run go -C "local/engine/$1" build -trimpath -ldflags "-s -w -X $version_flag" -o "$3" "$2"
}

# Without Go all but one test can run, so its absence is said here and fails there.
install_workflow_linter() {
  local linter
  linter="$cache/actionlint-$(fingerprint local/tools/actionlint/go.sum)"
  if [ ! -e "$linter/.installed" ] && ! command -v go >/dev/null 2>&1; then
    rm -f .cache/actionlint
    command -v actionlint >/dev/null 2>&1 || say "go is not on PATH: actionlint, which the tests of the workflows need, is not built"
    return
  fi
  make_once "$linter" "building actionlint from source (a few seconds, once)" make_workflow_linter
  ln -sfn "$linter" .cache/actionlint
}

make_workflow_linter() {
  run go -C local/tools/actionlint build -trimpath -ldflags "-s -w" -o "$1/actionlint" github.com/rhysd/actionlint/cmd/actionlint
}

# Two setups that install into node_modules/ at once ruin it.
mkdir -p .cache
lock .cache/setup.lock
install_node_packages
install_python_environment
install_engine
install_workflow_linter
unlock .cache/setup.lock

export PATH="$PWD/node_modules/.bin:$PWD/.cache/engine:$PWD/.cache/actionlint:$PWD/.cache/python/bin:$PATH"
exec "$@"
