"""Evidently's drift preset as its documentation shows it. Prints the CPU
seconds of reading and of the report apart, and how many columns drifted."""

import json
import sys
import time

import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset


def main():
    reference_file, current_file, types_file = sys.argv[1:4]
    with open(types_file) as file:
        types = json.load(file)
    began = time.process_time()
    read = lambda name: pd.read_parquet(name, columns=list(types), use_threads=False)
    reference, current = read(reference_file), read(current_file)
    have_read = time.process_time()
    definition = DataDefinition(
        numerical_columns=[name for name, kind in types.items() if kind == "numeric"],
        categorical_columns=[name for name, kind in types.items() if kind != "numeric"],
    )
    dataset = lambda frame: Dataset.from_pandas(frame, data_definition=definition)
    report = Report([DataDriftPreset()])
    answer = report.run(dataset(current), dataset(reference)).dict()
    print(
        json.dumps(
            {
                "readSeconds": have_read - began,
                "testSeconds": time.process_time() - have_read,
                "drifted": answer["metrics"][0]["value"],
            }
        )
    )


main()
