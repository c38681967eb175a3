#!/bin/sh
# SPDX-License-Identifier: MIT
# Holds the types the web application is written with to the interface's own description. Needs
# build/release/waymark; the description and what is made of it stay in build.
set -eu
cd "$(dirname "$0")/.."
build/release/waymark openapi >build/openapi.json
cd web
npx --no-install openapi-typescript ../build/openapi.json -o ../build/openapi.ts >/dev/null 2>&1
npx --no-install tsc -p tests/tsconfig.json
echo "the web application's types agree with the interface"
