#!/usr/bin/env python3
"""Run a command and say what it cost: wall and CPU seconds, and the peak of its memory in bytes. Standard library only.

usage: cost.py COMMAND [ARGUMENT...]      prints {"wall", "cpu", "peak", "output"} as JSON
"""
import json, resource, subprocess, sys, time

start = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
wall = time.monotonic() - start
if done.returncode:
    sys.exit("%s\n%s\n%s" % (" ".join(sys.argv[1:]), done.stdout, done.stderr))
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": peak, "output": done.stdout}))
