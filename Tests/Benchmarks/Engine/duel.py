"""Two builds of EngineBenchmarks at once on one core: which is faster, by how much.

    duel.py OLD NEW ROUNDS score WORK fp32 1 5
    duel.py OLD NEW ROUNDS train WORK lora 1 16

The scheduler gives each a few milliseconds in turn, so whatever the machine's neighbors do disturbs both
alike: where runs one after the other differ by a tenth, a program differs from itself by half a percent.
What is compared is work done per processor second; each takes its share of the core's caches.
"""

import json
import statistics
import subprocess
import sys

if len(sys.argv) < 6:
    sys.exit(__doc__)
programs, rounds, arguments = sys.argv[1:3], int(sys.argv[3]), sys.argv[4:]
ratios = []
for number in range(rounds):
    order = programs if number % 2 else programs[::-1]
    running = [
        subprocess.Popen(["taskset", "-c", "0", program, *arguments], stdout=subprocess.PIPE)
        for program in order]
    rates = [json.loads(one.communicate()[0].splitlines()[-1])["processor"] for one in running]
    old, new = rates if number % 2 else rates[::-1]
    ratios.append(new / old)
    print(f"{old:,.0f} {new:,.0f} {ratios[-1]:.3f}", flush=True)
print(f"new over old, median: {statistics.median(ratios):.3f}")
