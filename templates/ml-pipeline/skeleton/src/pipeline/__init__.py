"""Trains a model, registers it, and scores rows in batches."""

import os

# Neither the training nor the flow reports usage to anybody.
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("DO_NOT_TRACK", "true")
