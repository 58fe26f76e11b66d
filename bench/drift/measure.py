"""Runs a command and prints, as the last line of stderr, what it cost.

CPU seconds are those of the command and of every process that it waited for;
memory is the largest sum of resident memory over its tree of processes.
"""

import json
import os
import resource
import subprocess
import sys
import threading
import time


def tree(pid):
    pids = [pid]
    for current in pids:
        try:
            for task in os.listdir(f"/proc/{current}/task"):
                with open(f"/proc/{current}/task/{task}/children") as file:
                    pids += [int(child) for child in file.read().split()]
        except OSError:
            pass
    return pids


def resident(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            for line in file:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def main():
    began = time.monotonic()
    child = subprocess.Popen(sys.argv[1:])
    peak = 0
    done = threading.Event()

    def watch():
        nonlocal peak
        while not done.is_set():
            peak = max(peak, sum(resident(pid) for pid in tree(child.pid)))
            done.wait(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = child.wait()
    done.set()
    watcher.join()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    # A single process is known exactly, however short its peak
    peak = max(peak, used.ru_maxrss * 1024)
    print(
        json.dumps(
            {
                "cpuSeconds": used.ru_utime + used.ru_stime,
                "wallSeconds": time.monotonic() - began,
                "peakBytes": peak,
            }
        ),
        file=sys.stderr,
    )
    sys.exit(code)


main()
