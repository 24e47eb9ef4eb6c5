#!/usr/bin/env bash
# Repeats a run of Pilothouse on a real cluster. Needs docker, kind and kubectl; see README.md.
set -euo pipefail
cd "$(dirname "$0")"

readonly CLUSTER=@CLUSTER@
# Pauses are as long as they were in the run; PAUSES=0 leaves them out.
readonly PAUSES="${PAUSES:-1}"

if ! kind get clusters 2>/dev/null | grep -qx "$CLUSTER"; then
  kind create cluster --config kind.yaml --wait 3m
fi

kubectl() { command kubectl --context "kind-$CLUSTER" "$@"; }

# What watches goes on until it is interrupted, or until the end.
interrupt() { for job in $(jobs -p); do kill "$job" 2>/dev/null || true; done; }
trap interrupt EXIT

# A command that fails is told; the run goes on, as it did in Pilothouse.
run() {
  printf '+ %s\n' "$*"
  "$@" || printf '  exit code %s\n' "$?"
}

repeat() {
  local seconds="$1"
  shift
  while true; do
    run "$@"
    sleep "$seconds"
  done
}

pause() {
  if [ "$PAUSES" = 0 ]; then return; fi
  printf '  (%s s)\n' "$1"
  sleep "$1"
}

# Our worker-1 is kind's NAME-worker, worker-2 is NAME-worker2.
node() { if [ "$1" = 1 ]; then echo "$CLUSTER-worker"; else echo "$CLUSTER-worker$1"; fi; }

# A pod whose name was generated has another name here: the first one of the same owner stands for it.
pod() {
  kubectl get pods --namespace "$1" --output name | sed 's|^pod/||' |
    awk -v owner="$2-" 'index($0, owner) == 1 { print; exit }'
}

# The machine loses power: nothing on it is asked to stop.
crash_node() { run docker kill "$1"; }
restart_node() { run docker start "$1"; }
stop_kubelet() { run docker exec "$1" systemctl stop kubelet; }
start_kubelet() { run docker exec "$1" systemctl start kubelet; }

# Cut at the node's own interface: "docker network disconnect" would give it another address on its return.
each_way() {
  run docker exec "$2" iptables "$1" INPUT -i eth0 -j DROP
  run docker exec "$2" iptables "$1" OUTPUT -o eth0 -j DROP
  run docker exec "$2" iptables "$1" FORWARD -i eth0 -j DROP
  run docker exec "$2" iptables "$1" FORWARD -o eth0 -j DROP
}
cut_network() { each_way -I "$1"; }
heal_network() { each_way -D "$1"; }

# The container's process dies behind the API server's back.
kill_container() {
  local host sandbox container
  host="$(kubectl get pod --namespace "$1" "$2" --output 'jsonpath={.spec.nodeName}')" || return 0
  sandbox="$(docker exec "$host" crictl pods --quiet --namespace "$1" --name "^$2\$" | head -n 1)"
  container="$(docker exec "$host" crictl ps --quiet --pod "$sandbox" --name "^${3:-.*}\$" | head -n 1)"
  if [ -n "$container" ]; then run docker exec "$host" crictl stop --timeout 0 "$container"; fi
}

# The kubelet stops a static pod whose manifest is gone.
move_manifest() { run docker exec "$CLUSTER-control-plane" mv "/etc/kubernetes/$1/$3.yaml" "/etc/kubernetes/$2/$3.yaml"; }
stop_component() {
  case "$1" in
    static) move_manifest manifests . "$2" ;;
    unit) run docker exec "$3" systemctl stop "$2" ;;
    coredns) run kubectl --namespace kube-system scale deployment coredns --replicas=0 ;;
  esac
}
start_component() {
  case "$1" in
    static) move_manifest . manifests "$2" ;;
    unit) run docker exec "$3" systemctl start "$2" ;;
    coredns) run kubectl --namespace kube-system scale deployment coredns --replicas=2 ;;
  esac
}

unknown_target() { printf '  left out: %s %s\n' "$1" "$2"; }

# --- the run ---
@COMMANDS@
# --- the end ---
run kubectl get pods --all-namespaces --output wide
