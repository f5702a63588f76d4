#!/usr/bin/env bash
# onnxruntime 1.31.1, the wheel for Linux: reports usage to its maker by default, and `disable_telemetry_events()` does not stop it.
#
# Valid input: a network of one node, opened and run once on the CPU; the process then stays open, as every server does.
# Seen, in a network namespace without a route, where the kernel counts what is tried:
#   as it is                                          packets without a route after some nine seconds; a file with an id of the device,
#                                                     ~/.cache/Microsoft/DeveloperTools/.onnxruntime/deviceid, is written
#   onnxruntime.disable_telemetry_events() at once    the same
#   ORT_DISABLE_TELEMETRY=1 before the import         none of it
# A short run shows nothing of it. Who promises that nothing leaves the house has to set the variable before anything imports the package.
# Needs Linux and the right to create network namespaces (unshare).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check onnxruntime==1.31.1 onnx==1.23.2 numpy
cat >"$folder/run.py" <<'PYTHON'
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime
from onnx import TensorProto, helper

if sys.argv[1] == "call":
    onnxruntime.disable_telemetry_events()
value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in ("x", "y")]
graph = helper.make_graph([helper.make_node("Identity", ["x"], ["y"])], "one", value[:1], value[1:])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
session.run(None, {"x": np.zeros(1, np.float32)})
time.sleep(20)
names, values = (line.split() for line in Path("/proc/self/net/snmp").read_text().splitlines() if line.startswith("Ip:"))
tried = int(values[names.index("OutNoRoutes")])
marked = (Path.home() / ".cache/Microsoft/DeveloperTools/.onnxruntime/deviceid").exists()
print(f"{sys.argv[1]}: {tried} packets without a route, id of the device written: {marked}")
sys.exit((tried > 0, marked) != ((False, False) if sys.argv[1] == "variable" else (True, True)))
PYTHON
# A name has to be looked up by way of a server that is not the own machine.
printf 'nameserver 192.0.2.53\n' >"$folder/resolv.conf"
for how in default call variable; do
    mkdir "$folder/$how"
    set -- "HOME=$folder/$how"
    if [ "$how" = variable ]; then set -- "$@" ORT_DISABLE_TELEMETRY=1; fi
    unshare --map-root-user --net --mount sh -c 'mount --bind "$1/resolv.conf" /etc/resolv.conf; shift; exec env -u XDG_CACHE_HOME "$@"' \
        sh "$folder" "$@" "$folder/venv/bin/python" "$folder/run.py" "$how"
done
