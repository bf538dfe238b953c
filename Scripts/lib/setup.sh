# shellcheck shell=bash
# Sourced by the scripts beside this folder: the Swift toolchain and the system packages a build needs.
#
# Sets `root` (the repository) and changes to it; the caller's folder stays in `caller`. Functions: `say`, `fail`,
# `require_toolchain`, `require_packages`, `set_up` (both). Exit code 69 when something is missing that this file may
# not, or cannot, install.

caller=$PWD
root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
cd -- "$root" || exit

readonly needed_swift=6.2

# What a build needs: how to see that it is there, and the Debian and Ubuntu package that brings it.
readonly needed_modules=(
    sqlite3:libsqlite3-dev
    libcurl:libcurl4-openssl-dev
    libmagic:libmagic-dev
    libarchive:libarchive-dev
    libxml-2.0:libxml2-dev
    zlib:zlib1g-dev
    libcrypto:libssl-dev
)
readonly needed_programs=(
    pkg-config:pkg-config
    pdftotext:poppler-utils
    git:git
)

# What some old formats are read with; without them those are rejected, and their tests skipped.
readonly optional_programs=(
    antiword:antiword
    catdoc:catdoc
)

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    local code=$1
    shift
    say "$*"
    exit "$code"
}

# The toolchain, or one sentence: what was found and what is needed.
require_toolchain() {
    local advice="Tradecraft needs Swift $needed_swift or newer: see https://www.swift.org/install/"
    command -v swift >/dev/null || fail 69 "No swift was found in PATH. $advice"
    local banner version
    banner=$(swift --version 2>&1) || fail 69 "'swift --version' failed: ${banner%%$'\n'*}. $advice"
    version=$(sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' <<<"$banner" | head -n 1)
    [[ -n $version ]] || fail 69 "'swift --version' named no version: ${banner%%$'\n'*}. $advice"
    local oldest
    oldest=$(printf '%s\n' "$needed_swift" "$version" | sort -V | head -n 1)
    [[ $oldest == "$needed_swift" ]] || fail 69 "Swift $version was found ($(command -v swift)). $advice"
}

# The packages that are missing, one a line.
missing_packages() {
    local pair
    for pair in "${needed_programs[@]}"; do
        command -v "${pair%%:*}" >/dev/null || printf '%s\n' "${pair#*:}"
    done
    for pair in "${needed_modules[@]}"; do
        if command -v pkg-config >/dev/null; then
            pkg-config --exists "${pair%%:*}" && continue
        elif dpkg-query -W -f='${db:Status-Abbrev}' "${pair#*:}" 2>/dev/null | grep -q '^.i'; then
            continue
        fi
        printf '%s\n' "${pair#*:}"
    done
}

# Runs apt-get without questions, as root or through sudo.
apt_get() {
    local command=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -q -y "$@")
    if ((EUID == 0)); then "${command[@]}"; else sudo -n "${command[@]}"; fi >&2
}

# True when packages can be installed without asking anybody.
may_install() {
    command -v apt-get >/dev/null || return 1
    ((EUID == 0)) || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# Installs the packages named, refreshing the package lists only when that is what is wrong.
install_packages() {
    apt_get install --no-install-recommends "$@" || { apt_get update && apt_get install --no-install-recommends "$@"; }
}

# The system packages, installed when that needs nobody's leave, else the command that installs them.
require_packages() {
    local missing=()
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]} > 0)) || return 0
    local remedy="apt-get update && apt-get install -y ${missing[*]}"
    ((EUID == 0)) || remedy="sudo apt-get update && sudo apt-get install -y ${missing[*]}"
    if ! may_install; then
        say "Missing system packages: ${missing[*]}. On Debian or Ubuntu, install them with:"
        fail 69 "    $remedy"
    fi
    say "Installing system packages: ${missing[*]}"
    if ! install_packages "${missing[@]}"; then
        say "The packages could not be installed (see above). When the machine can reach its package source, run:"
        fail 69 "    $remedy"
    fi
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]} == 0)) || fail 69 "Still missing after the installation: ${missing[*]}"
}

# The optional programs, where they can be installed without asking anybody; the rest works without them.
offer_programs() {
    local pair missing=()
    for pair in "${optional_programs[@]}"; do
        command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
    done
    ((${#missing[@]} > 0)) || return 0
    may_install && install_packages "${missing[@]}" ||
        say "Not installed: ${missing[*]}. Old Word, Excel and PowerPoint files will be rejected."
}

set_up() {
    require_toolchain
    require_packages
    offer_programs
}

# How tests are run: side by side, but not all at once. Hundreds of programs under test would keep each other waiting, and
# Foundation's `Process` reads beyond a buffer when more than a thousand files are open. A toolchain that cannot limit
# them runs them all.
set_test_options() {
    test_options=(--disable-xctest --parallel)
    ! swift test --help-hidden 2>/dev/null | grep -q -- --experimental-maximum-parallelization-width ||
        test_options+=(--experimental-maximum-parallelization-width 48)
}

# The path of a folder or file that the caller named, seen from the folder the caller was in.
from_caller() {
    case $1 in
    /*) printf '%s\n' "$1" ;;
    *) printf '%s\n' "$caller/$1" ;;
    esac
}

# Builds the given products for release, the Swift runtime linked in, and sets `binaries` to the folder they are in.
# What the build prints goes to standard error.
build_release() {
    local product
    for product in "$@"; do
        swift build -c release --static-swift-stdlib --product "$product" >&2
    done
    # Read by the scripts that source this file.
    # shellcheck disable=SC2034
    binaries=$(swift build -c release --static-swift-stdlib --show-bin-path)
}
