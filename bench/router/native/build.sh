#!/bin/bash
# Builds what the bench compares with, from package registries alone, into bench/router/.bench/native (ignored by git).
#   build.sh tool|hive|cosmo|wgc|apollo|hive-gateway …      JOBS=2 cargo and go jobs, WORK=folder
# tool: the subgraphs' stand-in (cargo, seconds). hive-gateway: npm, seconds. cosmo: Go, 4 CPU minutes; wgc composes its
# configuration (npm). hive: cargo, 30 CPU minutes and 4.4 GB of memory. apollo: cargo, 31 CPU minutes and 3.8 GB; needs
# protobuf-compiler and libprotobuf-dev. Rust 1.95, Go 1.26.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${WORK:-$here/../.bench/native}
jobs=${JOBS:-2}
mkdir -p "$work/bin"

tool() {
  (cd "$here/benchtool" && CARGO_TARGET_DIR="$work/target-tool" nice -n 10 cargo build --release --locked -j "$jobs")
  cp "$work/target-tool/release/benchtool" "$work/bin/"
}

# The profile is the project's own. Its locked ntex-* crates ask for Rust 1.97 but compile with 1.95; without the feature
# graphiql, build.rs installs a page's bundle from npm, a tarball that not every mirror has.
hive() {
  CARGO_TARGET_DIR="$work/target-hive" CARGO_PROFILE_RELEASE_STRIP=symbols CARGO_PROFILE_RELEASE_LTO="${LTO:-fat}" \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS="${CGU:-1}" nice -n 10 cargo install hive-router --version 0.3.10 --locked \
    --ignore-rust-version --features graphiql --bin hive_router --root "$work" -j "$jobs"
}

# Apollo's workspace sets no release profile, so plain release is what it ships.
apollo() {
  CARGO_TARGET_DIR="$work/target-apollo" CARGO_PROFILE_RELEASE_STRIP=symbols nice -n 10 \
    cargo install apollo-router --version 2.17.0 --locked --bin router --root "$work" -j "$jobs"
}

# Router 0.258.3. Its releases are tags that the module proxy does not know, an exact pseudo-version is served; brotlistub
# stands for a dependency that is not served and that only the control plane's client uses.
cosmo() {
  local version=v0.0.0-20251013094319-c611abf26b17 module
  rm -rf "$work/cosmo" && mkdir -p "$work/cosmo" && cd "$work/cosmo" && cp -r "$here/cosmo/." .
  printf 'module cosmobench\n\ngo 1.25\n\nrequire github.com/wundergraph/cosmo/router %s\n\nreplace go.withmatt.com/connect-brotli => ./brotlistub\n\n' "$version" > go.mod
  module=$(go mod download -json "github.com/wundergraph/cosmo/router@$version" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  # What a dependency replaces does not count for its users: it is said again here.
  sed -n '/^replace (/,/^)/p' "$module/go.mod" >> go.mod
  cat "$module/go.sum" > go.sum
  nice -n 10 go mod tidy
  nice -n 10 go build -p "$jobs" -trimpath -ldflags '-s -w' -o "$work/bin/cosmo-router" .
  cd "$here"
}

wgc() {
  mkdir -p "$work/wgc" && cd "$work/wgc"
  [ -f package.json ] || echo '{"private":true}' > package.json
  npm install --no-audit --no-fund --ignore-scripts wgc@0.112.7
  cd "$here"
}

hive-gateway() {
  (cd "$here/../hive-gateway" && npm ci --no-audit --no-fund --ignore-scripts)
}

[ $# -gt 0 ] || { sed -n '2,8p' "$0"; exit 2; }
for target in "$@"; do
  case "$target" in
    tool | hive | cosmo | wgc | apollo | hive-gateway) "$target" ;;
    *) echo "build.sh: there is no $target" >&2; exit 2 ;;
  esac
done
