#!/usr/bin/env bash
# Makes a report on a real Slurm of two nodes on this machine, kills a job midway, goes on, and compares the
# bytes with those of one process.
#
#     Tests/Torture/slurm.sh PROGRAM
#
# Needs Debian's slurm-wlm and munge, and root to start their daemons; installs them if they are missing.
# Everything it starts ends with it, and everything it writes lies in a temporary folder.
set -euo pipefail

program="$(realpath "$1")"
for package in slurm-wlm munge; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="${missing:-} $package"
done
if [ -n "${missing:-}" ]; then
  echo "== Installing$missing"
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
fi

work="$(mktemp -d)"
export SLURM_CONF="$work/slurm.conf"
daemons=()
finish() {
  for daemon in "${daemons[@]}"; do kill "$daemon" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

# Munge with a key and a socket of its own.
mkdir -p "$work/munge" "$work/state" "$work/spool1" "$work/spool2"
chmod 755 "$work"
chown munge: "$work/munge"
dd if=/dev/urandom of="$work/munge/key" bs=1 count=1024 status=none
chown munge: "$work/munge/key"
chmod 600 "$work/munge/key"
chmod 711 "$work/munge"
su munge -s /bin/sh -c "exec munged --foreground --socket=$work/munge/socket \
  --key-file=$work/munge/key --log-file=$work/munge/log --pid-file=$work/munge/pid \
  --seed-file=$work/munge/seed" >"$work/munge.out" 2>&1 &
daemons+=($!)

host="$(hostname -s)"
cat > "$SLURM_CONF" <<CONF
ClusterName=mondegreen
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CryptoType=crypto/munge
SlurmctldPort=16817
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd-%n.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MailProg=/bin/true
NodeName=node1 NodeHostname=$host NodeAddr=127.0.0.1 Port=16818 CPUs=1
NodeName=node2 NodeHostname=$host NodeAddr=127.0.0.1 Port=16819 CPUs=1
PartitionName=main Nodes=node1,node2 Default=YES MaxTime=INFINITE State=UP
CONF
slurmctld -D >"$work/slurmctld.out" 2>&1 &
daemons+=($!)
for node in node1 node2; do
  slurmd -D -N "$node" >"$work/$node.out" 2>&1 &
  daemons+=($!)
done
for _ in $(seq 60); do
  [ "$(sinfo -h -t idle -o '%D' 2>/dev/null | head -1)" = 2 ] && break
  sleep 1
done
sinfo

cd "$work"
report=(--quick --limit 40 --model n-gram --model frozen --corpus messaging-test --threads 1)
"$program" report "${report[@]}" --output whole >/dev/null 2>&1

slurm() {
  "$program" slurm --shards 6 --work shards --output merged --submit -- "${report[@]}"
}
slurm
# One of the jobs dies as by a fault of its node.
for _ in $(seq 120); do
  victim="$(squeue -h -t running -o '%A' | head -1)"
  [ -n "$victim" ] && break
  sleep 0.5
done
echo "== Killing job $victim"
scancel --signal=KILL --full "$victim" || true
wait_for_all() {
  for _ in $(seq 600); do
    squeue -h -t running,pending,completing -o '%t %r' | grep -vq DependencyNeverSatisfied || return 0
    sleep 1
  done
  echo "jobs don't end" >&2
  squeue
  return 1
}
wait_for_all
if [ -e merged/report.json ]; then
  echo "the merge ran although a job was killed" >&2
  exit 1
fi
scancel -u root
echo "== Going on"
slurm
wait_for_all
if ! [ -e merged/report.json ]; then
  tail -n 3 shards/*.log >&2
  exit 1
fi
for file in report.json report.html report.md report.csv selections.jsonl.gz overview.svg; do
  cmp "whole/$file" "merged/$file"
done
echo "six shards on two nodes, one killed: the report of one process, byte for byte"
