# SPDX-License-Identifier: MIT
# What each command needs from Debian, and how it is installed. Read by ./run, ./test and ./check.
# Debian 12 and 13 name Boost's development packages by version.

packages_to_build() {
  local boost
  boost=$([ "$(. /etc/os-release && echo "${VERSION_ID:-}")" = 12 ] && echo 1.81 || echo 1.83)
  echo "g++ cmake ninja-build ccache mold pkg-config python3 libboost${boost}-dev libboost-json${boost}-dev \
    libsqlite3-dev libpq-dev libsodium-dev liboath-dev libspdlog-dev libfmt-dev libcli11-dev \
    libhowardhinnant-date-dev tzdata libicu-dev libxlsxwriter-dev libzip-dev libpugixml-dev libcsv-dev libre2-dev libssl-dev libjemalloc-dev doctest-dev \
    ca-certificates"
}

packages_to_test() {
  echo "postgresql postgresql-client chromium fonts-liberation sqlite3 curl clang libclang-rt-dev"
}

packages_to_check() {
  echo "clang-format-14 clang-tidy"
}

# install "for what" package...: installs those that are missing, saying so first.
install_packages() {
  local purpose=$1 missing=() package
  shift
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "Installing ${#missing[@]} Debian packages $purpose: ${missing[*]}" >&2
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=500 update -qq >&2
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=500 install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# Node.js 18 or newer with npm: what is there, or Debian's.
need_node() {
  if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ]; then return 0; fi
  install_packages "to build the web application" nodejs npm
}

# Builds web/dist when its sources are newer than it is.
build_web() {
  need_node || return 1
  if [ ! -d web/node_modules ] || [ web/package-lock.json -nt web/node_modules/.package-lock.json ]; then
    echo "Fetching what the web application is built with" >&2
    # Not "npm ci": it wants the optional packages of every other platform in the lock file too.
    (cd web && npm install --no-save --no-audit --no-fund --ignore-scripts >&2) || return 1
  fi
  if [ ! -f web/dist/index.html ] || [ -n "$(find web/src web/public web/index.html web/vite.config.ts web/package-lock.json -newer web/dist/index.html -print -quit)" ]; then
    echo "Building the web application" >&2
    (cd web && npm run --silent build >&2) || return 1
  fi
}
