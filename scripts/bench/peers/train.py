"""PyTorch, eager, float32, one thread: reads a case from standard input, then answers "run n" and "loss" line by line."""
import json
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
case = json.loads(sys.stdin.readline())
convolution = case["isConvolution"]
x = torch.tensor(case["x"], dtype=torch.float32).reshape(case["samples"], -1)
y = torch.tensor(case["y"])
if convolution:
    x = x.reshape(-1, 1, 28, 28)
parameters = []
for depth, layer in enumerate(case["layers"]):
    weights = torch.tensor(layer["weights"], dtype=torch.float32).reshape(layer["units"], layer["inputs"])
    if convolution and depth < 2:
        weights = weights.reshape(layer["units"], -1, 5, 5)
    parameters += [weights.clone().requires_grad_(), torch.tensor(layer["biases"], dtype=torch.float32).requires_grad_()]
bend = torch.tanh if case["activation"] == "tanh" else torch.relu


def forward(a):
    if convolution:
        for w, b in (parameters[:2], parameters[2:4]):
            a = F.max_pool2d(torch.relu(F.conv2d(a, w, b)), 2)
        return F.linear(a.flatten(1), *parameters[4:])
    for i in range(0, len(parameters), 2):
        a = F.linear(a, *parameters[i : i + 2])
        if i < len(parameters) - 2:
            a = bend(a)
    return a


binary = case["layers"][-1]["units"] == 1
targets = y.float().unsqueeze(1) if binary else y.long()
loss_of = F.binary_cross_entropy_with_logits if binary else F.cross_entropy
rule = torch.optim.Adam if case["rule"] == "adam" else torch.optim.SGD
optimizer = rule(parameters, lr=case["rate"])
size = case["batch"]
batches = [(x[s : s + size], targets[s : s + size]) for s in range(0, case["samples"], size)]
at = 0
print("ready", flush=True)
for line in sys.stdin:
    words = line.split()
    if words[0] == "loss":
        with torch.no_grad():
            print(loss_of(forward(x), targets).item(), flush=True)
        continue
    began = time.process_time_ns()
    for _ in range(int(words[1])):
        samples, wanted = batches[at]
        at = (at + 1) % len(batches)
        optimizer.zero_grad(set_to_none=True)
        loss_of(forward(samples), wanted).backward()
        optimizer.step()
    print(time.process_time_ns() - began, flush=True)
