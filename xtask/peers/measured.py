"""Runs a program and says how long it took and how much memory it held: measured.py PROGRAM [ARGUMENTS]

What the program prints on standard output is passed on as text; its exit code is this one's.
"""

import json
import resource
import subprocess
import sys
import time

start = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True, check=False)
seconds = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss if sys.platform == "darwin" else used.ru_maxrss * 1024
print(
    json.dumps(
        {
            "seconds": seconds,
            "cpu_seconds": used.ru_utime + used.ru_stime,
            "peak_memory": peak,
            "said": done.stdout,
        }
    )
)
sys.exit(done.returncode)
