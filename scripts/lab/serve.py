"""Runs JupyterLab and asks it to end once the process that asked for it is gone, so that none is left behind.

python serve.py OPTIONS-OF-JUPYTERLAB…
"""

import os
import signal
import sys
import threading
import time

SECONDS_TO_END = 20  # for JupyterLab to shut its kernels down


def end_with(parent):
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_END)
    os._exit(1)


threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()

# Else `import` would look for modules in the folder of this file first.
sys.path.pop(0)
from jupyterlab.labapp import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
