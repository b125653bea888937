#!/bin/sh
# Writes src/main/generated anew from the migrations. Options are Maven's, as -o.
set -eu
cd "$(dirname "$0")/.."
exec mvn -q "$@" -pl persistence -am -Pgenerate-schema process-test-classes
