#!/bin/bash
# Builds the benchmarks and runs them: all of them, into RESULTS.md beside this file, or
# what the arguments ask for. See --help.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Debian keeps nginx where only root looks
export PATH="$PATH:/usr/local/sbin:/usr/sbin"

mvn -q -Ptests -DskipTests -pl benchmarks -am package

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
exec "$java" -Dbenchmarks.directory=benchmarks \
	-cp "benchmarks/target/classes:benchmarks/target/lib/*" \
	io.github.assetsboot.benchmarks.BenchmarkRun "$@"
