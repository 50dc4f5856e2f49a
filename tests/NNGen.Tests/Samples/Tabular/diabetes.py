"""R² of scikit-learn's linear regression on the rows that samples/Tabular is tested with: python3 diabetes.py (scikit-learn 1.2.1).

diabetes-test-rows.txt holds these rows of the 442, counted from 0; all others are learned from.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression

rows = np.loadtxt(Path(__file__).with_name("diabetes-test-rows.txt"), dtype=int)
features, target = load_diabetes(return_X_y=True, scaled=False)
is_test = np.zeros(len(target), dtype=bool)
is_test[rows] = True
model = LinearRegression().fit(features[~is_test], target[~is_test])
print(f"{model.score(features[is_test], target[is_test]):.6f}")
