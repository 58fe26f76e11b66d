"""What is predicted: whether a customer leaves within 30 days. Replace this file with your own."""

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, log_loss, roc_auc_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from pipeline.columns import Column

KEY = "customer_id"
TARGET = "churned"
SCORE = "roc_auc"
"""The metric that decides; higher is better."""
LEAVES = 0.5
"""From this probability on a customer counts as leaving."""

PLANS = ("basic", "plus", "pro")
COLUMNS = (
    Column(KEY, "string", unique=True),
    Column("tenure_months", "integer", minimum=0, maximum=240),
    Column("monthly_charge", "number", minimum=0, maximum=1000),
    Column("support_tickets", "integer", minimum=0, maximum=100),
    Column("plan", "string", values=PLANS),
    Column(TARGET, "integer", minimum=0, maximum=1),
)
_NUMERIC = ["tenure_months", "monthly_charge", "support_tickets"]
_CATEGORICAL = ["plan"]


def make_rows(count: int, seed: int) -> pd.DataFrame:
    """Customers who leave rather when they are new, pay much and ask for help often."""
    random = np.random.default_rng(seed)
    tenure = random.integers(0, 121, count)
    plan = random.choice(PLANS, count, p=[0.5, 0.35, 0.15])
    price = pd.Series(plan).map({"basic": 20.0, "plus": 45.0, "pro": 90.0}).to_numpy()
    charge = np.round(price * random.uniform(0.8, 1.4, count), 2)
    tickets = random.poisson(1.5, count)
    tendency = -0.6 - 0.03 * tenure + 0.012 * charge + 0.55 * tickets
    churned = random.uniform(size=count) < 1 / (1 + np.exp(-tendency))
    return pd.DataFrame(
        {
            KEY: [f"c-{seed}-{number:06d}" for number in range(count)],
            "tenure_months": tenure,
            "monthly_charge": charge,
            "support_tickets": tickets,
            "plan": plan,
            TARGET: churned.astype(int),
        }
    )


def features(rows: pd.DataFrame) -> pd.DataFrame:
    """What the model sees. Numbers are floats: a missing value later changes no schema."""
    return rows[_NUMERIC + _CATEGORICAL].astype(dict.fromkeys(_NUMERIC, "float64"))


def build_model(seed: int) -> Pipeline:
    prepare = ColumnTransformer(
        [
            ("numeric", StandardScaler(), _NUMERIC),
            ("categorical", OneHotEncoder(categories=[list(PLANS)]), _CATEGORICAL),
        ]
    )
    return Pipeline(
        [("prepare", prepare), ("model", LogisticRegression(max_iter=1000, random_state=seed))]
    )


def predict(model: Pipeline, rows: pd.DataFrame) -> pd.DataFrame:
    probability = model.predict_proba(features(rows))[:, 1]
    return pd.DataFrame(
        {"prediction": (probability >= LEAVES).astype(int), "probability": probability.round(6)},
        index=rows.index,
    )


def measure(model: Pipeline, rows: pd.DataFrame) -> dict[str, float]:
    truth = rows[TARGET].astype(int)
    probability = model.predict_proba(features(rows))[:, 1]
    predicted = (probability >= LEAVES).astype(int)
    return {
        "roc_auc": float(roc_auc_score(truth, probability)),
        "accuracy": float(accuracy_score(truth, predicted)),
        "f1": float(f1_score(truth, predicted)),
        "log_loss": float(log_loss(truth, probability)),
    }
