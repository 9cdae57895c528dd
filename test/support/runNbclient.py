"""Runs a notebook with nbclient, the reference client, and prints what became of each code cell as JSON."""

import json
import sys

import nbformat
from nbclient import NotebookClient

path, folder = sys.argv[1], sys.argv[2]
notebook = nbformat.read(path, as_version=4)
client = NotebookClient(notebook, timeout=300, kernel_name="kl-to-vae", resources={"metadata": {"path": folder}})
client.execute()
nbformat.validate(notebook)
print(
    json.dumps(
        [
            {
                "executionCount": cell.execution_count,
                "errors": [output.ename for output in cell.outputs if output.output_type == "error"],
                "expectsError": "raises-exception" in cell.metadata.get("tags", []),
                "outputs": [
                    sorted(output.data) if output.output_type == "display_data" else output.output_type
                    for output in cell.outputs
                ],
            }
            for cell in notebook.cells
            if cell.cell_type == "code"
        ]
    )
)
