"""What is predicted: the units that a shop sells on a day. Replace this file with your own."""

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from pipeline.columns import Column

KEY = "day_id"
TARGET = "units_sold"
SCORE = "r2"
"""The metric that decides; higher is better."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COLUMNS = (
    Column(KEY, "string", unique=True),
    Column("price", "number", minimum=0, maximum=1000),
    Column("temperature", "number", minimum=-60, maximum=60),
    Column("promotion", "integer", minimum=0, maximum=1),
    Column("weekday", "string", values=WEEKDAYS),
    Column(TARGET, "number", minimum=0, maximum=100000),
)
_NUMERIC = ["price", "temperature", "promotion"]
_CATEGORICAL = ["weekday"]


def make_rows(count: int, seed: int) -> pd.DataFrame:
    """Days on which more is sold when it is warm, cheap, promoted, or the weekend."""
    random = np.random.default_rng(seed)
    price = np.round(random.uniform(2, 9, count), 2)
    temperature = np.round(random.normal(14, 8, count).clip(-20, 40), 1)
    promotion = random.integers(0, 2, count)
    weekday = random.choice(WEEKDAYS, count)
    weekend = np.isin(weekday, ("sat", "sun"))
    expected = 260 - 18 * price + 3.5 * temperature + 45 * promotion + 60 * weekend
    sold = (expected + random.normal(0, 20, count)).clip(0).round()
    return pd.DataFrame(
        {
            KEY: [f"d-{seed}-{number:06d}" for number in range(count)],
            "price": price,
            "temperature": temperature,
            "promotion": promotion,
            "weekday": weekday,
            TARGET: sold,
        }
    )


def features(rows: pd.DataFrame) -> pd.DataFrame:
    """What the model sees. Numbers are floats: a missing value later changes no schema."""
    return rows[_NUMERIC + _CATEGORICAL].astype(dict.fromkeys(_NUMERIC, "float64"))


def build_model(seed: int) -> Pipeline:
    prepare = ColumnTransformer(
        [
            ("numeric", StandardScaler(), _NUMERIC),
            ("categorical", OneHotEncoder(categories=[list(WEEKDAYS)]), _CATEGORICAL),
        ]
    )
    return Pipeline([("prepare", prepare), ("model", Ridge(random_state=seed))])


def predict(model: Pipeline, rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {"prediction": model.predict(features(rows)).clip(0).round(3)}, index=rows.index
    )


def measure(model: Pipeline, rows: pd.DataFrame) -> dict[str, float]:
    predicted = predict(model, rows)["prediction"]
    return {
        "r2": float(r2_score(rows[TARGET], predicted)),
        "mean_absolute_error": float(mean_absolute_error(rows[TARGET], predicted)),
        "root_mean_squared_error": float(root_mean_squared_error(rows[TARGET], predicted)),
    }
