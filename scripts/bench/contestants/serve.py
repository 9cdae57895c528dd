"""Serves the turns of a contestant in Python; see serve.mjs, which does the same in Node.js."""
import json
import os
import queue
import resource
import signal
import sys
import threading
import time


def serve(prepare):
    """Prepares a contestant's work and then does the steps it is asked for, until standard input ends.

    `prepare` returns the step and what the contestant says of itself (see `Prepared` in run/messages.ts).
    """
    say = keep_standard_output()
    questions = queue.SimpleQueue()
    threading.Thread(target=listen, args=(keep_standard_input(), questions), daemon=True).start()
    start = time.perf_counter()
    step, about = prepare()
    say(dict(prepared=dict(about, seconds=time.perf_counter() - start)))
    while True:
        say(take_turn(step, questions.get()["steps"]))


def keep_standard_output():
    """Answers alone go to standard output; whatever else is printed goes to standard error, compilers' words too."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def say(answer):
        print(json.dumps(answer), file=answers, flush=True)

    return say


def keep_standard_input():
    """Questions alone are read from standard input; whatever else reads finds it empty.

    A process that is forked off, as a DataLoader's workers are, closes its `sys.stdin`: it would wait for ever for the
    thread that reads from it.
    """
    questions, sys.stdin = sys.stdin, open(os.devnull)
    return questions


def listen(lines, questions):
    for line in lines:
        questions.put(json.loads(line))
    # Whoever asked has gone, or has asked all: end, with the processes that PyTorch compiles in.
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(0)


def take_turn(step, steps):
    milliseconds = []
    results = []
    for _ in range(steps):
        start = time.perf_counter()
        results.append(step())
        milliseconds.append((time.perf_counter() - start) * 1000)
    return dict(milliseconds=milliseconds, result=sum(results) / steps, residentBytes=resident_bytes())


def resident_bytes():
    try:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except FileNotFoundError:
        # macOS: its largest so far, in bytes.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
