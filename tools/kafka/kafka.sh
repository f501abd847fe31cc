#!/usr/bin/env bash
# Runs a real Apache Kafka (KRaft, no ZooKeeper, no container) for development and CI, on loopback only.
#
#   kafka.sh install | start | stop | restart | kill9 [node] | status | wipe
#
# KAFKA_PORT   first broker's port (9092); node n listens on KAFKA_PORT+n-1, its controller ten higher
# KAFKA_LINE   4 (default) or 3.9; each line has its own jars and data
# KAFKA_DIR    jars, data and logs (default: .kafka in the root of the repository, ignored by git)
# KAFKA_HEAP   Java heap per node (512m)
# KAFKA_NODES  1 (default) or 3; a cluster keeps the size it was made with until wiped
# KAFKA_WAIT   seconds to wait for an answer (60)
# KAFKA_EXTRA  more lines for server.properties; KAFKA_JVM: more Java options; KAFKA_LOG: warn (default), info, …
#
# Needs bash, coreutils, util-linux (flock), Java 17 and, for install, Maven. Prints the bootstrap address on standard output.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
port=${KAFKA_PORT:-9092}
line=${KAFKA_LINE:-4}
heap=${KAFKA_HEAP:-512m}
wait_s=${KAFKA_WAIT:-60}
base=$(realpath -m -- "${KAFKA_DIR:-$here/../../.kafka}/$line")
lib=$base/lib
nodes=$(cat -- "$base/nodes" 2>/dev/null || echo "${KAFKA_NODES:-1}")

say() { printf 'kafka: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

case $line in 4 | 3.9) ;; *) die "KAFKA_LINE must be 4 or 3.9, not '$line'" ;; esac
case $nodes in 1 | 3) ;; *) die "KAFKA_NODES must be 1 or 3, not '$nodes'" ;; esac
[[ ${KAFKA_NODES:-$nodes} == "$nodes" || ${1:-} == wipe ]] || die "the data under $base was made with KAFKA_NODES=$nodes: wipe first"
[[ $port =~ ^[1-9][0-9]{0,4}$ && $port -lt 65500 ]] || die "KAFKA_PORT is not a usable port: '$port'"

bootstrap() {
  local n list=""
  for ((n = 1; n <= nodes; n++)); do list+=${list:+,}127.0.0.1:$((port + n - 1)); done
  echo "$list"
}

# Prints the pid of node $1, if that very process (not a later one with its number) is running.
pid_of() {
  local pid
  pid=$(cat "$base/node-$1/pid" 2>/dev/null) && [[ -n $pid ]] &&
    grep -qsF -- "$base/node-$1/server.properties" "/proc/$pid/cmdline" && echo "$pid"
}

# True when node $1 answers a Metadata request (v4, no topics) and knows at least $2 live brokers: byte 16 of the reply is their number.
answers() {
  local known
  # shellcheck disable=SC2016  # $0 is the inner shell's
  known=$(timeout 2 bash -c '
    exec 3<>"/dev/tcp/127.0.0.1/$0"
    printf "\0\0\0\17\0\3\0\4\0\0\0\1\377\377\0\0\0\0\0" >&3
    head -c 16 <&3 | od -An -v -tu1 | tr -s " \n" " "' $((port + $1 - 1)) 2>/dev/null) || return 1
  known=${known% }
  [[ -n $known && ${known##* } -ge $2 ]]
}

# A broker that was just killed may hold its port a moment longer than its command line.
port_taken() {
  local i
  for ((i = 0; i < 20; i++)); do
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null || return 1
    sleep 0.2
  done
}

install_jars() {
  # The pom is part of the stamp: a new version in it installs again.
  local stamp
  stamp=$(cksum <"$here/pom.xml")
  [[ -f $lib/.complete && $(cat "$lib/.complete") == "$stamp" ]] && return 0
  command -v mvn >/dev/null || die 'Maven (mvn) is needed to install the jars'
  say "installing the jars of line $line into $lib"
  rm -rf -- "$lib"
  local profile=()
  [[ $line == 3.9 ]] && profile=(-Pline-3.9)
  mvn -q -B -f "$here/pom.xml" "${profile[@]}" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$lib" >&2
  echo "$stamp" >"$lib/.complete"
}

write_config() {
  local n=$1 dir=$base/node-$1 voters="" i min_isr=1
  for ((i = 1; i <= nodes; i++)); do voters+=${voters:+,}$i@127.0.0.1:$((port + 9 + i)); done
  ((nodes == 3)) && min_isr=2
  mkdir -p -- "$dir"
  cat >"$dir/server.properties" <<EOF
process.roles=broker,controller
node.id=$n
listeners=PLAINTEXT://127.0.0.1:$((port + n - 1)),CONTROLLER://127.0.0.1:$((port + 9 + n))
advertised.listeners=PLAINTEXT://127.0.0.1:$((port + n - 1))
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
controller.quorum.voters=$voters
log.dirs=$dir/data
# Topics are declared by the programs that own them.
auto.create.topics.enable=false
default.replication.factor=$nodes
min.insync.replicas=$min_isr
offsets.topic.replication.factor=$nodes
transaction.state.log.replication.factor=$nodes
transaction.state.log.min.isr=$min_isr
# Small on purpose: fewer files and a quicker start than the defaults of 50.
offsets.topic.num.partitions=4
transaction.state.log.num.partitions=4
# The first member of a new group does not wait 3 s for others.
group.initial.rebalance.delay.ms=0
# The default sets 128 MiB of heap aside.
log.cleaner.dedupe.buffer.size=8388608
# After kill -9 a broker is let in again only when its old session has ended: 9 s by default.
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
num.network.threads=2
num.io.threads=4
${KAFKA_EXTRA:-}
EOF
}

start() {
  install_jars
  mkdir -p -- "$base"
  exec 9>"$base/lock"
  flock -w "$wait_s" 9 || die 'another start is in progress'
  echo "$nodes" >"$base/nodes"
  [[ -s $base/cluster-id ]] || head -c 16 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n' | sed 's/^-/A/' >"$base/cluster-id"
  local n dir jvm
  read -ra jvm <<<"${KAFKA_JVM:--XX:+UseG1GC}"
  for ((n = 1; n <= nodes; n++)); do
    pid_of "$n" >/dev/null && continue
    port_taken $((port + n - 1)) && die "port $((port + n - 1)) is in use by another program: set KAFKA_PORT"
    write_config "$n"
    dir=$base/node-$n
    if [[ ! -f $dir/data/meta.properties ]]; then
      java -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$lib/*" \
        kafka.tools.StorageTool format --ignore-formatted -t "$(cat "$base/cluster-id")" -c "$dir/server.properties" >"$dir/format.log" 2>&1 9>&- ||
        { cat "$dir/format.log" >&2; die 'formatting the storage failed'; }
    fi
    [[ ! -f $dir/kafka.log ]] || mv -f -- "$dir/kafka.log" "$dir/kafka.log.1"
    setsid nohup java "-Xmx$heap" "${jvm[@]}" -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true \
      -Dorg.slf4j.simpleLogger.defaultLogLevel="${KAFKA_LOG:-warn}" -Dorg.slf4j.simpleLogger.showDateTime=true \
      -Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd\'T\'HH:mm:ss.SSSZ \
      -cp "$lib/*" kafka.Kafka "$dir/server.properties" </dev/null >"$dir/kafka.log" 2>&1 9>&- &
    echo $! >"$dir/pid"
  done
  local until=$((SECONDS + wait_s))
  for ((n = 1; n <= nodes; n++)); do
    until answers "$n" "$nodes"; do
      # Between its start and its exec a process is not known by its command line yet.
      pid_of "$n" >/dev/null || { sleep 1; pid_of "$n" >/dev/null; } || { tail -n 20 "$base/node-$n/kafka.log" >&2; die "node $n ended: see $base/node-$n/kafka.log"; }
      ((SECONDS < until)) || die "node $n does not answer after $wait_s s: see $base/node-$n/kafka.log"
      sleep 0.1
    done
  done
  bootstrap
}

signal() { # signal <TERM|KILL> [node]
  local n pid
  for n in ${2:-$(seq "$nodes")}; do
    pid=$(pid_of "$n") || continue
    kill -"$1" "$pid" 2>/dev/null || true
    [[ $1 == KILL ]] || kill -CONT "$pid" 2>/dev/null || true
  done
  local until=$((SECONDS + 30))
  for n in ${2:-$(seq "$nodes")}; do
    while pid=$(pid_of "$n"); do
      ((SECONDS < until)) || kill -KILL "$pid" 2>/dev/null || true
      sleep 0.1
    done
    rm -f -- "$base/node-$n/pid"
  done
}

status() {
  local n pid ok=0
  for ((n = 1; n <= nodes; n++)); do
    if ! pid=$(pid_of "$n"); then say "node $n: stopped"; ok=1
    elif answers "$n" 1; then say "node $n: pid $pid answers on 127.0.0.1:$((port + n - 1)), $(($(awk '/VmRSS/ {print $2}' "/proc/$pid/status") / 1024)) MiB resident"
    else say "node $n: pid $pid does not answer"; ok=1
    fi
  done
  ((ok == 0)) && bootstrap
  return $ok
}

case ${1:-} in
  install) install_jars ;;
  start) start ;;
  stop) signal TERM ;;
  restart) signal TERM; start ;;
  kill9) signal KILL "${2:-}" ;;
  status) status ;;
  wipe) signal KILL; rm -rf -- "$base"/node-* "$base/cluster-id" "$base/nodes" ;;
  *) sed -n '2,16s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
