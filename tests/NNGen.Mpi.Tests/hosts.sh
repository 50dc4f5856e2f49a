#!/usr/bin/env bash
# Hosts made of network namespaces, host 1 to N at 10.77.0.1 to 10.77.0.N, on a switch of their own: runs a command on host 1, from which
# mpirun reaches the others. Needs root, ip and unshare.
# usage: hosts.sh HOSTS RATE COMMAND...     RATE of each link, such as 1gbit, or - for as fast as the machine is
set -euo pipefail
hosts=$1 rate=$2
shift 2
prefix=nngen-$$
work=$(mktemp -d)
clean_up() {
    for i in $(seq 0 "$hosts"); do ip netns del "$prefix-$i" 2>/dev/null || true; done
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 143' TERM

ip netns add "$prefix-0"
ip -n "$prefix-0" link add switch type bridge
ip -n "$prefix-0" link set switch up
for i in $(seq 1 "$hosts"); do
    ip netns add "$prefix-$i"
    ip -n "$prefix-$i" link set lo up
    ip -n "$prefix-$i" link add eth0 type veth peer name "port$i" netns "$prefix-0"
    ip -n "$prefix-0" link set "port$i" master switch up
    ip -n "$prefix-$i" addr add "10.77.0.$i/24" dev eth0
    ip -n "$prefix-$i" link set eth0 up
    [ "$rate" = - ] || ip netns exec "$prefix-$i" tc qdisc add dev eth0 root tbf rate "$rate" burst 64kb latency 50ms
done

# Instead of ssh: [options] HOST COMMAND...
cat >"$work/agent" <<AGENT
#!/usr/bin/env bash
while [ "\${1#-}" != "\$1" ]; do shift; done
number=\${1##*.}
shift
exec ip netns exec "$prefix-\$number" unshare --uts sh -c 'hostname "host\$0"; exec sh -c "\$1"' "\$number" "\$*"
AGENT
chmod +x "$work/agent"
export OMPI_MCA_plm_rsh_agent=$work/agent OMPI_MCA_oob_tcp_if_include=10.77.0.0/24 OMPI_MCA_btl_tcp_if_include=10.77.0.0/24
export HYDRA_LAUNCHER=ssh HYDRA_LAUNCHER_EXEC=$work/agent HYDRA_IFACE=eth0
ip netns exec "$prefix-1" unshare --uts sh -c 'hostname host1; exec "$@"' sh "$@"
