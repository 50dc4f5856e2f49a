"""Writes scikit-learn.json: what scikit-learn computes for fixed cases. Python 3 with scikit-learn 1.2; run it in this folder."""
import json
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m
from sklearn.metrics.pairwise import cosine_similarity

warnings.simplefilter("ignore")
random = np.random.default_rng(7)


def values(array):
    return [float(v) for v in np.asarray(array, dtype=np.float64).ravel()]


def number(value):
    return None if np.isnan(value) else float(value)


def averages(actual, predicted, weights, kinds, **options):
    found = {}
    for kind in kinds:
        for zero in (0, 1):
            common = dict(average=kind, sample_weight=weights, zero_division=zero, **options)
            found[f"{kind} {zero}"] = [
                m.precision_score(actual, predicted, **common),
                m.recall_score(actual, predicted, **common),
                m.f1_score(actual, predicted, **common),
                m.fbeta_score(actual, predicted, beta=2, **common),
                m.fbeta_score(actual, predicted, beta=0.5, **common),
            ]
    return found


def binary(name, scores, classes, weights=None):
    scores, classes = np.asarray(scores, dtype=np.float64), np.asarray(classes)
    predicted = (scores > 0.5).astype(int)
    both = len(set(classes)) == 2
    case = dict(name=name, scores=values(scores), classes=classes.tolist(), weights=None if weights is None else values(weights))
    case["accuracy"] = m.accuracy_score(classes, predicted, sample_weight=weights)
    case["averages"] = averages(classes, predicted, weights, ("binary", "micro", "macro", "weighted"))
    case["roc_auc"] = m.roc_auc_score(classes, scores, sample_weight=weights) if both else None
    case["average_precision"] = number(m.average_precision_score(classes, scores, sample_weight=weights))
    case["log_loss"] = m.log_loss(classes, scores, sample_weight=weights, labels=[0, 1])
    for drop in (True, False):
        fpr, tpr, thresholds = m.roc_curve(classes, scores, sample_weight=weights, drop_intermediate=drop)
        case[f"roc {drop}".lower()] = dict(fpr=[number(v) for v in fpr], tpr=[number(v) for v in tpr], thresholds=values(thresholds[1:]))
    precision, recall, thresholds = m.precision_recall_curve(classes, scores, sample_weight=weights)
    case["pr"] = dict(precision=values(precision), recall=values(recall), thresholds=values(thresholds))
    case["pr_auc"] = m.auc(recall, precision) if classes.any() else None
    return case


def several(name, outputs, classes, weights=None, names=None):
    outputs, classes = np.asarray(outputs, dtype=np.float64), np.asarray(classes)
    predicted, labels = outputs.argmax(axis=1), list(range(outputs.shape[1]))
    case = dict(name=name, outputs=values(outputs), size=len(labels), classes=classes.tolist(), weights=None if weights is None else values(weights))
    case["accuracy"] = m.accuracy_score(classes, predicted, sample_weight=weights)
    case["top2"] = m.top_k_accuracy_score(classes, outputs, k=2, labels=labels, sample_weight=weights)
    case["averages"] = averages(classes, predicted, weights, ("micro", "macro", "weighted"))
    case["log_loss"] = m.log_loss(classes, outputs, sample_weight=weights, labels=labels)
    case["confusion"] = values(m.confusion_matrix(classes, predicted, labels=labels, sample_weight=weights))
    for by in ("true", "pred", "all"):
        case[f"confusion {by}"] = values(m.confusion_matrix(classes, predicted, labels=labels, sample_weight=weights, normalize=by))
    all_occur = set(classes) == set(labels)
    for kind in ("macro", "weighted"):
        case[f"roc_auc {kind}"] = m.roc_auc_score(
            classes, outputs, average=kind, multi_class="ovr", sample_weight=weights, labels=labels) if all_occur else None
        onehot = np.eye(len(labels))[classes]
        case[f"average_precision {kind}"] = m.average_precision_score(onehot, outputs, average=kind, sample_weight=weights) if all_occur else None
    if weights is None:
        occurring = sorted(set(classes) | set(predicted))
        case["names"] = names
        case["report"] = m.classification_report(
            classes, predicted, target_names=None if names is None else [names[i] for i in occurring], zero_division=0)
        case["report 4"] = m.classification_report(
            classes, predicted, digits=4, target_names=None if names is None else [names[i] for i in occurring], zero_division=1)
    return case


def labeled(name, outputs, targets, weights=None):
    outputs, targets = np.asarray(outputs, dtype=np.float64), np.asarray(targets)
    predicted = (outputs > 0.5).astype(int)
    case = dict(name=name, outputs=values(outputs), targets=values(targets), size=targets.shape[1], weights=None if weights is None else values(weights))
    case["averages"] = averages(targets, predicted, weights, ("micro", "macro", "weighted"))
    for kind in ("macro", "weighted"):
        case[f"roc_auc {kind}"] = m.roc_auc_score(targets, outputs, average=kind, sample_weight=weights)
        case[f"average_precision {kind}"] = m.average_precision_score(targets, outputs, average=kind, sample_weight=weights)
    case["report"] = "".join(
        line for line in m.classification_report(targets, predicted, zero_division=0).splitlines(True) if "samples avg" not in line)
    return case


def regression(name, outputs, targets, weights=None):
    outputs, targets = np.atleast_2d(np.asarray(outputs, dtype=np.float64).T).T, np.atleast_2d(np.asarray(targets, dtype=np.float64).T).T
    case = dict(name=name, outputs=values(outputs), targets=values(targets), size=targets.shape[1], weights=None if weights is None else values(weights))
    case["mse"] = m.mean_squared_error(targets, outputs, sample_weight=weights)
    case["mae"] = m.mean_absolute_error(targets, outputs, sample_weight=weights)
    case["mape"] = 100 * m.mean_absolute_percentage_error(targets, outputs, sample_weight=weights)
    case["r2"] = number(m.r2_score(targets, outputs, sample_weight=weights))
    case["cosine"] = float(np.average(np.diag(cosine_similarity(outputs, targets)), weights=weights))
    return case


def softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


n = 60
truth = random.integers(0, 2, n)
scores = np.clip(0.5 + 0.25 * (truth - 0.5) + 0.2 * random.standard_normal(n), 0.01, 0.99)
weights = random.integers(0, 5, n) / 2.0
classes = random.integers(0, 4, n)
outputs = softmax(random.standard_normal((n, 4)) + 1.2 * np.eye(4)[classes])
labels = (random.random((n, 3)) < 0.4).astype(int)
label_scores = np.clip(0.4 + 0.3 * labels + 0.25 * random.standard_normal((n, 3)), 0, 1)
targets = 10 * random.standard_normal(n) + 30
absent = np.where(classes == 2, 0, classes)
never = outputs.copy()
never[:, 2] = 0
never /= never.sum(axis=1, keepdims=True)

cases = dict(
    scikit_learn=sklearn.__version__,
    binary=[
        binary("sixty", scores, truth),
        binary("weights", scores, truth, weights),
        binary("ties", np.round(scores * 5) / 5, truth),
        binary("ties and weights", np.round(scores * 5) / 5, truth, weights),
        binary("all scores equal", [0.7] * 6, [0, 1, 1, 0, 1, 1]),
        binary("perfect", [0.9, 0.8, 0.2, 0.1], [1, 1, 0, 0]),
        binary("all wrong", [0.1, 0.2, 0.8, 0.9], [1, 1, 0, 0]),
        binary("only ones", [0.9, 0.4, 0.6], [1, 1, 1]),
        binary("only zeros", [0.9, 0.4, 0.6], [0, 0, 0]),
        binary("no positive prediction", [0.1, 0.2, 0.3, 0.4], [0, 1, 0, 1]),
        binary("neither", [0.1, 0.2, 0.3], [0, 0, 0]),
        binary("one sample", [0.75], [1]),
        binary("certain", [1.0, 0.0, 1.0, 0.0], [1, 0, 0, 1]),
    ],
    several=[
        several("sixty", outputs, classes),
        several("named", outputs, classes, names=["setosa", "versicolor", "a name that is long", "v"]),
        several("weights", outputs, classes, weights),
        several("a class is never the answer", outputs, absent),
        several("a class is never predicted", never, classes),
        several("a class does not occur", never, absent, names=["a", "b", "c", "d"]),
        several("one class", softmax(np.array([[2.0, 1, 0], [2, 0, 1], [3, 1, 0.5]])), [0, 0, 0]),
    ],
    labeled=[
        labeled("sixty", label_scores, labels),
        labeled("weights", label_scores, labels, weights),
    ],
    regression=[
        regression("one output", targets + 4 * random.standard_normal(n), targets),
        regression("weights", targets + 4 * random.standard_normal(n), targets, weights),
        regression("two outputs", np.stack([targets + 1, -3 * targets + random.standard_normal(n)], 1), np.stack([targets, -3 * targets], 1)),
        regression("far from zero", 1e9 + targets + random.standard_normal(n), 1e9 + targets),
        regression("constant and right", [3.0, 3, 3], [3.0, 3, 3]),
        regression("constant and wrong", [3.0, 3, 4], [3.0, 3, 3]),
        regression("one sample", [3.0], [4.0]),
        regression("zeros", [[0.0, 0], [1, 1]], [[1.0, 2], [2, 3]]),
    ],
)
with open("scikit-learn.json", "w") as file:
    lines = [f'"{key}": ' + (json.dumps(group) if isinstance(group, str) else "[\n" + ",\n".join(map(json.dumps, group)) + "\n]") for key, group in cases.items()]
    file.write("{\n" + ",\n".join(lines) + "\n}\n")
